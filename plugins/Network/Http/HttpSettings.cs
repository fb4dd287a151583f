namespace LvsPluggable.Plugins.Network.Http;

/// <summary>What is asked by HTTP, and what a right answer is.</summary>
internal sealed record HttpSettings
{
    public required string Path { get; init; }

    public required string Method { get; init; }

    public required StatusList Statuses { get; init; }

    /// <summary>A text that the body must have in it; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>What the body must match; null for anything.</summary>
    public TextExpression? Expression { get; init; }

    /// <summary>The Host header; null for the server's own name.</summary>
    public string? Host { get; init; }

    /// <summary>The name in the Host header, without a port.</summary>
    public string? HostName => Host is null ? null : new Uri($"http://{Host}/").IdnHost.Trim('[', ']');

    public bool UsesTls { get; init; }

    /// <summary>Where the percentage of the weight is; null for nowhere.</summary>
    public WeightOrigin? Weight { get; init; }

    /// <summary>Whether the body says something that is asked for.</summary>
    public bool NeedsBody => Text is not null || Expression is not null || Weight is { Header: null };

    /// <summary>When an attempt to connect ends for which no look waits any more.</summary>
    public required TimeSpan ConnectTimeout { get; init; }
}

namespace LvsPluggable.Host.Web;

/// <summary>What a server shows.</summary>
internal sealed record WebSite
{
    /// <summary>What answers each path.</summary>
    public required IReadOnlyDictionary<string, WebEndpoint> Endpoints { get; init; }

    /// <summary>What is done as long as something listens, until it is cancelled; what it throws is its own loss.</summary>
    public Func<CancellationToken, Task> Beside { get; init; } = _ => Task.CompletedTask;
}

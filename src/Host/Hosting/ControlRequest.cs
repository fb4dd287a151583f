namespace LvsPluggable.Host.Hosting;

/// <summary>What is asked of a running host through its control socket: one line of JSON.</summary>
internal sealed record ControlRequest
{
    public const string StatusCommand = "status";
    public const string MetricsCommand = "metrics";
    public const string ReloadCommand = "reload";

    /// <summary>The host ends and leaves its table; the agent's supervisor starts another one over it.</summary>
    public const string HandOverCommand = "hand-over";

    /// <summary>An operator asks something of a real server; <see cref="Order"/> says what.</summary>
    public const string OrderCommand = "order";

    public required string Command { get; init; }

    /// <summary>The parameters to reload with; null: those in force, and a configuration file that they name is read anew.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>How long the reload may take; null means as long as the host likes.</summary>
    public TimeSpan? AtMost { get; init; }

    public OrderRequest? Order { get; init; }
}

namespace LvsPluggable.Host.Discovery;

/// <summary>A source that a plugin added.</summary>
/// <param name="Name">Its name in logs and status.</param>
/// <param name="Create">Creates the source; third parties' code: guard the call.</param>
internal sealed record SourceRegistration(string Name, Func<IRealServerSource> Create)
{
    /// <summary>The name of the plugin that added it; with that plugin's other registrations it shares what may run at once.</summary>
    public string Plugin { get; init; } = "";

    /// <summary>What it asks for where the user says nothing.</summary>
    public CallDefaults Defaults { get; init; } = new();
}

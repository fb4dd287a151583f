namespace LvsPluggable.Host.Discovery;

/// <summary>A source that a plugin added.</summary>
/// <param name="Name">Its name in logs and status.</param>
/// <param name="Create">Creates the source; third parties' code: guard the call.</param>
/// <param name="DefaultTimeout">How long a call may take where the user says nothing; null means the host's default.</param>
internal sealed record SourceRegistration(string Name, Func<IRealServerSource> Create, TimeSpan? DefaultTimeout = null)
{
    /// <summary>The name of the plugin that added it; with that plugin's other registrations it shares what may run at once.</summary>
    public string Plugin { get; init; } = "";

    /// <summary>Whether it says the same for as long as it lives.</summary>
    public bool IsConstant { get; init; }
}

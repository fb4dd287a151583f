namespace LvsPluggable.Host.Checks;

/// <summary>A check that a plugin added.</summary>
/// <param name="Name">Its name in logs and status.</param>
/// <param name="Create">Creates the check of one real server; third parties' code: guard the call.</param>
/// <param name="DefaultTimeout">How long a call may take where the user says nothing; null means the host's default.</param>
internal sealed record CheckRegistration(string Name, Func<RealServer, IHealthCheck> Create, TimeSpan? DefaultTimeout = null)
{
    /// <inheritdoc cref="Discovery.SourceRegistration.Plugin"/>
    public string Plugin { get; init; } = "";
}

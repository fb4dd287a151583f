namespace LvsPluggable.Host.Checks;

/// <summary>A check that a plugin added.</summary>
/// <param name="Name">Its name in logs and status.</param>
/// <param name="Create">Creates the check of one real server; third parties' code: guard the call.</param>
internal sealed record CheckRegistration(string Name, Func<RealServer, IHealthCheck> Create)
{
    /// <inheritdoc cref="Discovery.SourceRegistration.Plugin"/>
    public string Plugin { get; init; } = "";

    /// <inheritdoc cref="Discovery.SourceRegistration.Defaults"/>
    public CallDefaults Defaults { get; init; } = new();
}

namespace LvsPluggable.Host.Checks;

/// <summary>A check that a plugin added.</summary>
internal sealed record CheckRegistration(string Name, Func<RealServer, IHealthCheck> Create);

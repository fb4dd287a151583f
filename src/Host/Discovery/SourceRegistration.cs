namespace LvsPluggable.Host.Discovery;

/// <summary>A source that a plugin added.</summary>
internal sealed record SourceRegistration(string Name, Func<IRealServerSource> Create);

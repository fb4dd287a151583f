using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>A virtual service as it was seen last.</summary>
/// <param name="Status">How it was.</param>
/// <param name="Connections">The active connections of all its real servers together.</param>
/// <param name="Servers">Its real servers, in the order of the status.</param>
internal sealed record LiveService(ServiceStatus Status, Trail Connections, IReadOnlyList<LiveServer> Servers);

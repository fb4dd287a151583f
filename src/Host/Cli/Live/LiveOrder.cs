namespace LvsPluggable.Host.Cli.Live;

/// <summary>What is asked of a host: to drain a real server, or to take that back.</summary>
/// <param name="Server">The real server.</param>
/// <param name="Host">Its name, for people.</param>
/// <param name="IsTakenBack">Whether a drain is taken back.</param>
internal sealed record LiveOrder(ServerKey Server, string Host, bool IsTakenBack);

using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Source;

/// <summary>What a server of the source's connection string said when it was asked whether it is the primary.</summary>
/// <param name="Server">The server.</param>
internal sealed record Probe(SourceServer Server)
{
    /// <summary>The server as the primary, if it says that it is.</summary>
    public Primary? Primary { get; init; }

    /// <summary>Which server it is, if it says that it is a standby.</summary>
    public ServerIdentity? Standby { get; init; }

    /// <summary>Why it said nothing.</summary>
    public Failure? Failure { get; init; }
}

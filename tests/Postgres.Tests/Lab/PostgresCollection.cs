namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>Tests that run servers, one after another: timings are looked at.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PostgresCollection : ICollectionFixture<ReplicationFixture>
{
    public const string Name = "PostgreSQL";
}

using LvsPluggable;

namespace MySql.Tests;

public sealed class ReplicaJudgeTests
{
    [Theory]
    [InlineData("Slave_SQL_Running=Yes Seconds_Behind_Master=10", HealthStatus.Healthy)]
    [InlineData("Slave_SQL_Running=Yes Seconds_Behind_Master=11", HealthStatus.Drain)]
    [InlineData("Slave_SQL_Running=Yes Seconds_Behind_Master=", HealthStatus.Unhealthy)]
    [InlineData("Slave_SQL_Running=No Seconds_Behind_Master=", HealthStatus.Drain)]
    [InlineData("Replica_SQL_Running=Yes Seconds_Behind_Source=10", HealthStatus.Healthy)]
    [InlineData("Replica_SQL_Running=Yes Seconds_Behind_Source=11", HealthStatus.Drain)]
    public void A_replica_is_fit_while_it_replays_and_keeps_up_by_the_names_of_MariaDB_and_of_MySQL(string columns, HealthStatus expected) =>
        Assert.Equal(expected, ReplicaJudge.Judge(isReadOnly: true, RowOf(columns), TimeSpan.FromSeconds(10)).Status);

    [Fact]
    public void One_that_takes_writes_or_is_no_replica_is_certainly_unfit()
    {
        Assert.Equal(HealthStatus.Unhealthy, ReplicaJudge.Judge(isReadOnly: false, RowOf("Slave_SQL_Running=Yes Seconds_Behind_Master=0"), TimeSpan.MaxValue).Status);
        Assert.Equal(HealthStatus.Unhealthy, ReplicaJudge.Judge(isReadOnly: true, null, TimeSpan.MaxValue).Status);
    }

    private static Row RowOf(string columns) => new(columns.Split(' ').Select(column => column.Split('=')).ToDictionary(pair => pair[0], pair => (string?)pair[1]));
}

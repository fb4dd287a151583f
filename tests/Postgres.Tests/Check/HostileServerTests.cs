using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Postgres.Tests.Check;

/// <summary>What another machine says is bounded and is one line. Alone, as it is the process whose memory is measured.</summary>
[Collection(PostgresCollection.Name)]
public sealed class HostileServerTests
{
    [Fact]
    public async Task Rows_without_end_are_not_read_to_their_end_and_the_server_gets_no_more_than_two_connections()
    {
        await using var server = new HostileServer(null);
        await using var check = Checks.Builder(("check_timeout", "1s")).Check!(server.RealServer);
        var before = GC.GetTotalAllocatedBytes();

        Checks.IsUnknown(await check.AskAsync(), "its answer is longer than 1 MiB");
        Checks.Counts(await Eventually.MeetsAsync(result => result.Status != HealthStatus.Unknown, check.AskAsync, "it fails"), "no answer");

        Assert.Equal(2, server.Connections);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 50 << 20, $"{GC.GetTotalAllocatedBytes() - before} bytes were allocated");
    }

    [Fact]
    public async Task An_error_of_any_length_and_with_any_characters_is_one_line_of_a_few_hundred()
    {
        await using var server = new HostileServer("\u001b[2J\r\nlvsdr: all is well \u202e" + new string('x', 1_000_000));
        await using var check = Checks.Builder().Check!(server.RealServer);

        var result = await check.AskAsync();

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.StartsWith("[2J lvsdr: all is well xxx", result.Reason, StringComparison.Ordinal);
        Assert.InRange(result.Reason!.Length, 100, 501);
    }
}

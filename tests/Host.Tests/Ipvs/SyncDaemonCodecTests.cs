using System.Net;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Ipvs;

public sealed class SyncDaemonCodecTests
{
    private static readonly SyncDaemon Least = new() { State = SyncState.Master, Interface = "eth1", SyncId = 7 };

    private static readonly SyncDaemon Whole = Least with { MaximumLength = 1400, Group = IPAddress.Parse("224.0.0.82"), Port = 8849 };

    [Fact]
    public void What_is_left_to_the_kernel_is_left_out() => Assert.Equal(
        "20000380" + "0800010001000000" + "09000200" + "65746831" + "00000000" + "0800030007000000", Encode(Least));

    [Fact]
    public void All_of_it_has_the_bytes_that_the_kernels_header_asks_for() => Assert.Equal(
        "38000380" + "0800010001000000" + "09000200" + "65746831" + "00000000" + "0800030007000000"
        + "0600040078050000" + "08000500E0000052" + "0600070091220000",
        Encode(Whole));

    [Fact]
    public void What_is_written_is_read_again()
    {
        SyncDaemon[] daemons =
            [Least, Whole, Whole with { State = SyncState.Backup, SyncId = 0, Group = IPAddress.Parse("ff02::81"), Interface = "a-long-name-123" }];

        Assert.All(daemons, daemon => Assert.Equal(daemon, SyncDaemonCodec.Read(Convert.FromHexString(Encode(daemon)))));
    }

    [Fact]
    public void An_answer_without_a_daemon_is_none() => Assert.Null(SyncDaemonCodec.Read([]));

    [Fact]
    public void A_daemon_is_met_by_one_that_has_what_was_left_to_the_kernel_and_by_no_other()
    {
        Assert.True(Least.IsMetBy(Whole));
        Assert.All(
            new[] { Whole with { Port = 1 }, Whole with { Group = null }, Whole with { MaximumLength = 1 }, Whole with { SyncId = 8 }, Whole with { Interface = "eth0" } },
            other => Assert.False(Whole.IsMetBy(other)));
    }

    private static string Encode(SyncDaemon daemon)
    {
        var writer = new AttributeWriter();
        SyncDaemonCodec.Write(writer, daemon);
        return Convert.ToHexString(writer.ToArray());
    }
}

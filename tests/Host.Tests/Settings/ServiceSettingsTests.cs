using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class ServiceSettingsTests
{
    [Theory]
    [InlineData("", "-A -t 10.0.0.1:80 -s rr")]
    [InlineData("protocol=tcp", "-A -t 10.0.0.1:80 -s rr")]
    [InlineData("protocol=udp", "-A -u 10.0.0.1:80 -s rr")]
    [InlineData("protocol=UDP vip=fd00::1", "-A -u [fd00::1]:80 -s rr")]
    [InlineData("protocol=sctp", "-A --sctp-service 10.0.0.1:80 -s rr")]
    [InlineData("protocol=udp port=domain", "-A -u 10.0.0.1:53 -s rr")]
    public void Parameters_select_a_service(string texts, string saved) =>
        Assert.Equal(saved, Reading.Service(Words(texts)).Service.ToSaveLine());

    [Theory]
    [InlineData("protocol=icmp", "protocol=\"icmp\" should be one of tcp, udp, sctp.")]
    [InlineData("protocol=udp port=no-such-thing", "port=\"no-such-thing\" cannot be resolved on this node: it is no UDP service of /etc/services.")]
    public void What_is_no_service_is_refused(string texts, string said) =>
        Assert.Contains(said, Assert.Single(Reading.Mistakes(Words(texts))), StringComparison.Ordinal);

    [Theory]
    [InlineData("protocol=udp", null)]
    [InlineData("protocol=tcp", "\"-o\" is for UDP or a firewall mark only")]
    [InlineData("protocol=sctp", "\"-o\" is for UDP or a firewall mark only")]
    public void One_packet_scheduling_is_for_protocols_without_connections(string texts, string? said)
    {
        string[] words = [.. Words(texts), "virtual_service_options=-s rr -o"];

        if (said is null)
        {
            Assert.True(Reading.Service(words).Service.OnePacket);
        }
        else
        {
            Assert.Contains(said, Assert.Single(Reading.Mistakes(words)), StringComparison.Ordinal);
        }
    }

    private static string[] Words(string texts) => texts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

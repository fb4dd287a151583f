using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class IpvsSysctlTextTests
{
    [Fact]
    public void Names_and_values_are_read_and_two_numbers_are_as_the_kernel_has_them()
    {
        var settings = IpvsSysctlText.Read(" conn_reuse_mode=0  sync_threshold=3,50 ");

        Assert.Equal([("conn_reuse_mode", "0"), ("sync_threshold", "3 50")], settings.Select(setting => (setting.Key, setting.Value)));
    }

    [Theory]
    [InlineData("sloppy_tcp", "should be NAME=NUMBER")]
    [InlineData("sloppy_tcp=", "should be NAME=NUMBER")]
    [InlineData("sloppy_tcp=yes", "should be NAME=NUMBER")]
    [InlineData("../../ipv4/ip_forward=0", "should be NAME=NUMBER")]
    [InlineData("sloppy_tcp=1 sloppy_tcp=0", "is there twice")]
    [InlineData("expire_nodest_conn=0", "is what manage_sysctls is about")]
    public void All_else_is_refused_by_its_name(string text, string because) =>
        Assert.Contains(because, Assert.Throws<FormatException>(() => IpvsSysctlText.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Mistakes_come_together() =>
        Assert.Equal(2, Assert.Throws<FormatException>(() => IpvsSysctlText.Read("a b=1 c")).Message.Split(';').Length);
}

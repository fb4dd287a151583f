using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class WishSettingsTests
{
    [Theory]
    [InlineData("", "sync_refresh_period=10, sync_retries=1, sync_threshold=3 0")]
    [InlineData("conn_reuse_mode=0", "conn_reuse_mode=0, sync_refresh_period=10, sync_retries=1, sync_threshold=3 0")]
    [InlineData("sync_threshold=3,50", "sync_refresh_period=10, sync_retries=1, sync_threshold=3 50")]
    [InlineData("sync_retries=3", "sync_refresh_period=10, sync_retries=3, sync_threshold=3 0")]
    [InlineData("sync_refresh_period=0 sync_retries=0", "sync_refresh_period=0, sync_retries=0, sync_threshold=3 0")]
    public void What_the_user_says_of_synchronisation_leaves_the_rest_as_it_is(string given, string expected) =>
        Assert.Equal(expected, Sysctls("sync_interface=eth1", $"ipvs_sysctls={given}"));

    [Fact]
    public void What_synchronisation_needs_is_not_set_without_it_or_where_the_user_forbids_it()
    {
        Assert.Equal("sync_retries=3", Sysctls("ipvs_sysctls=sync_retries=3"));
        Assert.Equal("sync_retries=3", Sysctls("sync_interface=eth1", "manage_sysctls=false", "ipvs_sysctls=sync_retries=3"));
    }

    private static string Sysctls(params string[] words) => string.Join(
        ", ", Reading.Plan(words).Wishes.Sysctls.Select(setting => $"{setting.Key}={setting.Value}").Order(StringComparer.Ordinal));
}

using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Tests.Director.Kernel;

public sealed class WishKeeperTests : IDisposable
{
    private readonly string _procSys = Directory.CreateTempSubdirectory("lvsdr-wishes-").FullName;
    private readonly MemorySettings _kernel = new();
    private readonly RecordingLog _log = new();
    private readonly WishKeeper _keeper;

    public WishKeeperTests()
    {
        Directory.CreateDirectory(PathOf(""));
        Set("conn_reuse_mode", "1");
        Set("sync_threshold", "3\t50");
        _keeper = NewKeeper();
    }

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_procSys, recursive: true);
    }

    [Fact]
    public async Task What_is_asked_for_is_set_once_and_said_once()
    {
        var wishes = Sysctls(("conn_reuse_mode", "0"), ("sync_threshold", "3 50")) with { Timeouts = new Timeouts(7200, 0, 60) };

        Assert.Empty(await KeepAsync(wishes));
        Assert.Empty(await KeepAsync(wishes));

        Assert.Equal(("0", "3\t50", new Timeouts(7200, 120, 60), 2), (Get("conn_reuse_mode"), Get("sync_threshold"), _kernel.Timeouts, _kernel.Changes));
        Assert.Equal(
            [
                "Kernel setting net.ipv4.vs.conn_reuse_mode was 1 and is now 0",
                "Kernel setting tcp time-out of IPVS was 900 and is now 7200",
                "Kernel setting udp time-out of IPVS was 300 and is now 60",
            ],
            _log.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_somebody_changes_meanwhile_is_put_right()
    {
        await KeepAsync(Sysctls(("conn_reuse_mode", "0")));
        Set("conn_reuse_mode", "2");

        await KeepAsync(Sysctls(("conn_reuse_mode", "0")));

        Assert.Equal("0", Get("conn_reuse_mode"));
    }

    [Fact]
    public async Task What_is_asked_for_no_more_is_what_it_was_and_so_is_all_at_the_end()
    {
        await KeepAsync(Sysctls(("conn_reuse_mode", "0"), ("sync_threshold", "0 10")) with { Timeouts = new Timeouts(7200, 0, 0) });

        await KeepAsync(Sysctls(("sync_threshold", "0 10")));
        Assert.Equal(("1", "0 10", new Timeouts(900, 120, 300)), (Get("conn_reuse_mode"), Get("sync_threshold"), _kernel.Timeouts));

        await _keeper.GiveBackAsync(CancellationToken.None);
        Assert.Equal("3 50", Get("sync_threshold"));
        Assert.Empty(_kernel.Former);
    }

    [Fact]
    public async Task What_was_before_outlives_the_host_and_other_values_that_follow()
    {
        await KeepAsync(Sysctls(("conn_reuse_mode", "0")));
        var next = NewKeeper();
        await next.KeepAsync(Sysctls(("conn_reuse_mode", "2")), CancellationToken.None);

        await next.GiveBackAsync(CancellationToken.None);

        Assert.Equal("1", Get("conn_reuse_mode"));
    }

    [Fact]
    public async Task What_another_instance_asks_for_too_is_left_to_the_last_to_give_back()
    {
        Set("conn_reuse_mode", "0");
        _kernel.OfOthers.Add(new FormerSetting("conn_reuse_mode", "1", "0"));
        await KeepAsync(Sysctls(("conn_reuse_mode", "0")));
        var ours = _kernel.Former;

        await _keeper.GiveBackAsync(CancellationToken.None);
        Assert.Equal("0", Get("conn_reuse_mode"));

        _kernel.OfOthers.Clear();
        _kernel.Remember(ours);
        await _keeper.GiveBackAsync(CancellationToken.None);
        Assert.Equal("1", Get("conn_reuse_mode"));
    }

    [Fact]
    public async Task What_somebody_else_has_set_since_is_left_to_them()
    {
        await KeepAsync(Sysctls(("conn_reuse_mode", "0")));
        Set("conn_reuse_mode", "2");

        await _keeper.GiveBackAsync(CancellationToken.None);

        Assert.Equal("2", Get("conn_reuse_mode"));
        Assert.Empty(_kernel.Former);
    }

    [Fact]
    public async Task What_the_kernel_does_not_have_is_a_problem_said_once_and_keeps_nothing_else_from_being_set()
    {
        var wishes = Sysctls(("no_such_setting", "1"), ("conn_reuse_mode", "0"));

        var problem = Assert.Single(await KeepAsync(wishes));
        Assert.Single(await KeepAsync(wishes));

        Assert.StartsWith("kernel setting net.ipv4.vs.no_such_setting cannot be set to 1: ", problem.What, StringComparison.Ordinal);
        Assert.Equal("0", Get("conn_reuse_mode"));
        Assert.Single(_log.Lines, line => line.Contains("no_such_setting", StringComparison.Ordinal));
    }

    private static KernelWishes Sysctls(params (string Name, string Value)[] settings) =>
        new() { Sysctls = settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal) };

    private Task<IReadOnlyList<(string Key, string What)>> KeepAsync(KernelWishes wishes) => _keeper.KeepAsync(wishes, CancellationToken.None);

    private string PathOf(string name) => Path.Combine(_procSys, "net/ipv4/vs", name);

    private string Get(string name) => File.ReadAllText(PathOf(name)).Trim();

    private void Set(string name, string value) => File.WriteAllText(PathOf(name), value + "\n");

    private WishKeeper NewKeeper()
    {
        var values = new KernelValues(_kernel, _procSys);
        return new WishKeeper(values, new SettingWriter(values, _log), _kernel, _log);
    }
}

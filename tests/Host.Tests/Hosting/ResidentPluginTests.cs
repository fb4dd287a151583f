using System.Net;
using System.Runtime.Versioning;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Tests.Plugins.Loading;

namespace LvsPluggable.Host.Tests.Hosting;

/// <summary>Plugins that change, or go, under a host.</summary>
[SupportedOSPlatform("linux")]
public sealed class ResidentPluginTests : ResidentScene
{
    private readonly PluginStage _stage = new();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _stage.Dispose();
    }

    [Fact]
    public async Task A_plugin_whose_file_has_changed_is_named_in_the_status_and_runs_on()
    {
        var file = _stage.Stage("Trial");
        await StartAsync(Listing("192.0.2.11"));
        Assert.True(await IsCurrentAsync());

        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        Assert.False(await IsCurrentAsync());
        Assert.Equal(["192.0.2.11:80 3"], await ServersAsync());
        Assert.Null((await AskAsync(Reload(Listing("192.0.2.12")))).Problem);
        await Eventually.HoldsAsync(async () => (await ServersAsync()).SequenceEqual(["192.0.2.12:80 3"]), "the former code goes on");

        async Task<bool> IsCurrentAsync()
        {
            var plugin = (await AskAsync(new ControlRequest { Command = ControlRequest.StatusCommand })).Status!.Plugins.Single(plugin => plugin.Name == "trial");
            Assert.Equal(("1.0.0.0", "1.0.0.0"), (plugin.Loaded, plugin.OnDisk));
            return plugin.IsCurrent;
        }
    }

    [Fact]
    public async Task A_reload_that_may_be_right_for_a_changed_file_asks_for_another_host()
    {
        var file = _stage.Stage("Trial");
        await StartAsync(Listing("192.0.2.11"));
        var later = new Dictionary<string, string>(Listing("192.0.2.11")) { ["trial_new"] = "1" };
        Assert.False((await AskAsync(Reload(later))).WantsRestart);

        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        Assert.True((await AskAsync(Reload(later))).WantsRestart);
        Assert.Equal(["192.0.2.11:80 3"], await ServersAsync());
    }

    [Fact]
    public async Task A_plugin_that_goes_while_its_parameter_is_set_leaves_the_last_list_and_the_next_reload_says_degraded()
    {
        var file = _stage.Stage("Trial");
        await StartAsync(Listing("192.0.2.11"));

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        var status = (await AskAsync(new ControlRequest { Command = ControlRequest.StatusCommand })).Status!;
        Assert.Null(status.Plugins.Single(plugin => plugin.Name == "trial").OnDisk);
        Assert.False(status.IsDegraded);
        Assert.Null((await AskAsync(Reload(Listing("192.0.2.11")))).Problem);

        await IsHeldAsync();
        Assert.Null((await AskAsync(Reload(Given("192.0.2.12")))).Problem);
        await Eventually.HoldsAsync(async () => (await ServersAsync()).SequenceEqual(["192.0.2.12:80 1"]), "without its parameter all is well");
        Assert.DoesNotContain((await AskAsync(new ControlRequest { Command = ControlRequest.StatusCommand })).Status!.Plugins, plugin => plugin.Name == "trial");
    }

    [Fact]
    public async Task A_host_that_takes_over_goes_on_without_a_plugin_that_the_one_before_it_had()
    {
        await LeaveBehindAsync();
        await Kernel.AddDestinationAsync(
            ServiceKey.Parse(Service),
            new Destination { EndPoint = new IPEndPoint(IPAddress.Parse("192.0.2.11"), 80), Weight = 3 },
            CancellationToken.None);
        var plugin = new PluginRecord { Name = "trial", Version = "1.0.0.0", File = $"{_stage.Root}/Trial/Trial.dll", Parameters = ["trial_servers"] };
        State.WriteParameters(new SavedParameters { Parameters = Listing("192.0.2.11"), Services = [Service], Plugins = [plugin] });

        await StartAsync(Listing("192.0.2.11"), resume: true);

        await IsHeldAsync();
        Assert.Equal("trial_servers", Assert.Single(State.ReadParameters()!.Plugins, kept => kept.Name == "trial").Parameters.Single());
    }

    private async Task IsHeldAsync()
    {
        await Eventually.HoldsAsync(
            () => Heartbeat().Contains("trial_servers belonged to plugin trial 1.0.0.0, and ", StringComparison.Ordinal), "the heartbeat says degraded");
        Assert.Equal(["192.0.2.11:80 3"], await ServersAsync());
        Assert.Null((await AskAsync(new ControlRequest { Command = ControlRequest.StatusCommand })).Status!.Plugins.Single(plugin => plugin.Name == "trial").Loaded);
    }

    private static ControlRequest Reload(Dictionary<string, string> given) => new() { Command = ControlRequest.ReloadCommand, Parameters = given };

    private Dictionary<string, string> Listing(string servers)
    {
        var given = Given("");
        given["plugin_path"] = _stage.Root;
        given["trial_servers"] = servers;
        return given;
    }
}

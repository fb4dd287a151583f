using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Kernel.Tests.Ipvs;

public sealed class KernelSemanticsTests : IpvsTest
{
    private static readonly Destination Server = new() { EndPoint = IPEndPoint.Parse("10.0.0.2:80") };

    [SkippableFact]
    public async Task The_version_is_the_one_that_ipvsadm_prints()
    {
        var client = Open();
        var info = await client.GetInfoAsync(CancellationToken.None);
        Assert.StartsWith(
            $"IP Virtual Server version {info.Version} (size={info.ConnectionTableSize})", Ipvsadm.Run("-L -n"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_service_that_is_there_is_edited_by_adding_it()
    {
        var client = Open();
        await client.AddServiceAsync(Service($"{Web}", "-s rr"), CancellationToken.None);
        await client.AddDestinationAsync(Web, Server, CancellationToken.None);
        await client.AddServiceAsync(Service($"{Web}", "-s wlc -p 60"), CancellationToken.None);
        Assert.Equal([$"-A {Web} -s wlc -p 60", Server.ToSaveLine(Web)], Ipvsadm.Save());
    }

    [SkippableFact]
    public async Task A_destination_that_is_there_is_edited_by_adding_it_and_one_that_is_not_is_added_by_editing_it()
    {
        var client = Open();
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        await client.EditDestinationAsync(Web, Server, CancellationToken.None);
        Assert.Equal(Server.ToSaveLine(Web), Ipvsadm.Save()[^1]);
        await client.AddDestinationAsync(Web, Server with { Weight = 5 }, CancellationToken.None);
        Assert.Equal((Server with { Weight = 5 }).ToSaveLine(Web), Ipvsadm.Save()[^1]);
    }

    [SkippableFact]
    public async Task Deleting_twice_is_deleting_once()
    {
        var client = Open();
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        await client.AddDestinationAsync(Web, Server, CancellationToken.None);
        await client.DeleteDestinationAsync(Web, Server.EndPoint, CancellationToken.None);
        await client.DeleteDestinationAsync(Web, Server.EndPoint, CancellationToken.None);
        Assert.Equal([Service($"{Web}").ToSaveLine()], Ipvsadm.Save());
        await client.DeleteServiceAsync(Web, CancellationToken.None);
        await client.DeleteServiceAsync(Web, CancellationToken.None);
        await client.DeleteDestinationAsync(Web, Server.EndPoint, CancellationToken.None);
        Assert.Empty(Ipvsadm.Save());
    }

    [SkippableFact]
    public async Task An_image_is_the_same_until_somebody_edits_the_service_or_a_destination()
    {
        var client = Open();
        var image = new TableImage();
        var servers = Enumerable.Range(1, 300).Select(number => Server with { EndPoint = IPEndPoint.Parse($"10.0.{number / 250}.{(number % 250) + 1}:80") }).ToList();
        await IsAsync(false, "nothing was kept yet");
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        foreach (var server in servers)
        {
            await client.AddDestinationAsync(Web, server, CancellationToken.None);
        }

        image.Record();
        await client.GetServiceAsync(Web, image, CancellationToken.None);
        await client.GetDestinationsAsync(Web, image, CancellationToken.None);
        image.End();
        await IsAsync(true, "nobody edits it");
        await client.EditDestinationAsync(Web, servers[150] with { Weight = 7 }, CancellationToken.None);
        await IsAsync(false, "a weight");
        await client.EditDestinationAsync(Web, servers[150], CancellationToken.None);
        await IsAsync(true, "that weight again");
        await client.EditServiceAsync(Service($"{Web}", "-s wlc"), CancellationToken.None);
        await IsAsync(false, "the scheduler");
        await client.EditServiceAsync(Service($"{Web}"), CancellationToken.None);
        await IsAsync(true, "that scheduler again");
        await client.DeleteDestinationAsync(Web, servers[299].EndPoint, CancellationToken.None);
        await IsAsync(false, "one less");
        await client.DeleteServiceAsync(Web, CancellationToken.None);
        await IsAsync(false, "gone");

        async Task IsAsync(bool expected, string what) =>
            Assert.True(expected == await client.IsAsync(Web, image, CancellationToken.None), what);
    }

    [SkippableFact]
    public async Task A_service_that_is_not_there_has_no_destinations_and_takes_none()
    {
        var client = Open();
        Assert.Null(await client.GetServiceAsync(Web, CancellationToken.None));
        Assert.Empty(await client.GetDestinationsAsync(Web, CancellationToken.None));
        Func<Task>[] calls =
        [
            () => client.EditServiceAsync(Service($"{Web}"), CancellationToken.None),
            () => client.AddDestinationAsync(Web, Server, CancellationToken.None),
            () => client.EditDestinationAsync(Web, Server, CancellationToken.None),
        ];
        foreach (var call in calls)
        {
            var exception = await Assert.ThrowsAsync<IpvsException>(call);
            Assert.Equal((IpvsProblem.Refused, "ESRCH"), (exception.Problem, exception.ErrnoName));
        }
    }

    [SkippableFact]
    public async Task A_refused_change_says_why_and_the_next_one_goes_through()
    {
        var client = Open();
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        var thresholds = await Assert.ThrowsAsync<IpvsException>(
            () => client.AddDestinationAsync(Web, Server with { LowerThreshold = 1 }, CancellationToken.None));
        Assert.Equal((IpvsProblem.Refused, "ERANGE"), (thresholds.Problem, thresholds.ErrnoName));
        var scheduler = await Assert.ThrowsAsync<IpvsException>(
            () => client.EditServiceAsync(Service($"{Web}") with { Scheduler = "nosuch" }, CancellationToken.None));
        Assert.Equal("ENOENT", scheduler.ErrnoName);
        Assert.Contains("the kernel does not have its scheduler", scheduler.Message, StringComparison.Ordinal);
        var mixed = await Assert.ThrowsAsync<IpvsException>(
            () => client.AddDestinationAsync(Web, Server with { EndPoint = IPEndPoint.Parse("[fd00::2]:80") }, CancellationToken.None));
        Assert.Equal("EINVAL", mixed.ErrnoName);
        await client.AddDestinationAsync(Web, Server, CancellationToken.None);
        Assert.Equal(Server.ToSaveLine(Web), Ipvsadm.Save()[^1]);
    }

    [SkippableFact]
    public async Task A_cancelled_call_does_not_disturb_the_ones_after_it()
    {
        var client = Open();
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        for (var round = 0; round < 20; round++)
        {
            using var cancel = new CancellationTokenSource();
            var call = client.GetServicesAsync(cancel.Token);
            await cancel.CancelAsync();
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.False(call.IsFaulted);
            Assert.Equal(Web, Assert.Single(await client.GetServicesAsync(CancellationToken.None)).Key);
        }
    }

    [SkippableFact]
    public async Task Connections_are_counted()
    {
        var client = Open();
        const string Address = "10.99.99.99";
        Ipvsadm.Start("ip", ["link", "set", "lo", "up"]);
        Ipvsadm.Start("ip", ["address", "replace", $"{Address}/32", "dev", "lo"]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var key = ServiceKey.ForAddress(TransportProtocol.Tcp, IPAddress.Parse(Address), 7777);
        var server = new Destination
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port),
            Method = ForwardingMethod.Masquerade,
        };
        await client.AddServiceAsync(Service($"{key}"), CancellationToken.None);
        await client.AddDestinationAsync(key, server, CancellationToken.None);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var connection = new TcpClient();
        await connection.ConnectAsync(key.Address!, key.Port, deadline.Token);
        using var accepted = await listener.AcceptTcpClientAsync(deadline.Token);
        var state = Assert.Single(await client.GetDestinationsAsync(key, deadline.Token));
        Assert.Equal((1u, 0u, 0u), (state.ActiveConnections, state.InactiveConnections, state.PersistentConnections));
    }

    [SkippableFact]
    public async Task A_module_that_was_unloaded_is_loaded_again_by_the_next_call()
    {
        var client = Open();
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        Ipvsadm.Clear();
        try
        {
            Ipvsadm.Start("modprobe", ["--dry-run", "ip_vs"]);
            var modules = (await File.ReadAllLinesAsync("/proc/modules"))
                .Select(line => line.Split(' ')[0])
                .Where(name => name.StartsWith("ip_vs_", StringComparison.Ordinal));
            Ipvsadm.Start("rmmod", [.. modules, "ip_vs"]);
        }
        catch (InvalidOperationException exception)
        {
            Skip.If(true, exception.Message);
        }

        await client.DeleteServiceAsync(Web, CancellationToken.None);
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        Assert.Equal([Service($"{Web}").ToSaveLine()], Ipvsadm.Save());
    }
}

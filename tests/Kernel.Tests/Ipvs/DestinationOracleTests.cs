using System.Net;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Kernel.Tests.Ipvs;

public sealed class DestinationOracleTests : IpvsTest
{
    // The service, then what ipvsadm -a takes after it: read by ipvsadm as an addition, and printed by it as the same text.
    public static TheoryData<string, string> Destinations => new()
    {
        { "-t 10.0.0.1:80", "-r 10.0.0.2:80 -g -w 1" },
        { "-t 10.0.0.1:80", "-r 10.0.0.2:80 -g -w 0" },
        { "-t 10.0.0.1:80", "-r 10.0.0.2:80 -g -w 2147483647" },
        { "-t 10.0.0.1:80", "-r 10.0.0.2:8080 -m -w 65535" },
        { "-t 10.0.0.1:80", "-r 127.0.0.1:80 -g -w 1" },
        { "-t 10.0.0.1:80", "-r 10.0.0.2:80 -i -w 3 --tun-type ipip" },
        { "-t 10.0.0.1:80", "-r 10.0.0.2:80 -i -w 3 --tun-type gue --tun-port 5555 --tun-nocsum" },
        { "-t 10.0.0.1:80", "-r 10.0.0.2:80 -i -w 3 --tun-type gue --tun-port 5555 --tun-csum" },
        { "-t 10.0.0.1:80", "-r 10.0.0.2:80 -i -w 3 --tun-type gue --tun-port 5555 --tun-remcsum" },
        { "-t 10.0.0.1:80", "-r 10.0.0.2:80 -i -w 3 --tun-type gre --tun-nocsum" },
        { "-t 10.0.0.1:80", "-r 10.0.0.2:80 -i -w 3 --tun-type gre --tun-csum" },
        { "-t 10.0.0.1:80", "-r [fd00::2]:80 -i -w 3 --tun-type ipip" },
        { "-t [fd00::1]:80", "-r [fd00::2]:80 -g -w 1" },
        { "-t [fd00::1]:80", "-r [fd00::2]:8080 -m -w 1" },
        { "-t [fd00::1]:80", "-r 10.0.0.2:80 -i -w 3 --tun-type ipip" },
        { "-u 10.0.0.1:53", "-r 10.0.0.2:53 -m -w 1" },
        { "--sctp-service 10.0.0.1:80", "-r 10.0.0.2:80 -m -w 1" },
        { "-f 1", "-r 10.0.0.2:0 -g -w 1" },
        { "-f 1", "-r 10.0.0.2:80 -m -w 1" },
        { "-f 1 -6", "-r [fd00::2]:0 -g -w 1" },
    };

    [SkippableTheory]
    [MemberData(nameof(Destinations))]
    public async Task Both_programs_print_and_read_each_others_destinations(string key, string saved)
    {
        var client = Open();
        var service = Service(key);
        await client.AddServiceAsync(service, CancellationToken.None);
        Ipvsadm.Restore($"-a {key} {saved}");
        var read = Assert.Single(await client.GetDestinationsAsync(service.Key, CancellationToken.None)).Destination;
        Assert.Equal($"-a {key} {saved}", read.ToSaveLine(service.Key));

        await client.DeleteDestinationAsync(service.Key, read.EndPoint, CancellationToken.None);
        Assert.Equal([service.ToSaveLine()], Ipvsadm.Save());

        await client.AddDestinationAsync(service.Key, read, CancellationToken.None);
        Assert.Equal([service.ToSaveLine(), read.ToSaveLine(service.Key)], Ipvsadm.Save());
    }

    [SkippableFact]
    public async Task Thresholds_are_what_ipvsadm_says()
    {
        var client = Open();
        var server = new Destination { EndPoint = IPEndPoint.Parse("10.0.0.2:80"), UpperThreshold = 65535, LowerThreshold = 17 };
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        await client.AddDestinationAsync(Web, server, CancellationToken.None);
        var words = Ipvsadm.Lines(Ipvsadm.Run("-L -n --thresholds"))[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["->", "10.0.0.2:80", "65535", "17"], words[..4]);

        Ipvsadm.Clear();
        Ipvsadm.Restore(Service($"{Web}").ToSaveLine(), server.ToSaveLine(Web));
        Assert.Equal(server, Assert.Single(await client.GetDestinationsAsync(Web, CancellationToken.None)).Destination);
    }

    [SkippableTheory]
    [MemberData(nameof(Destinations))]
    public async Task An_edit_sets_everything_and_leaves_nothing_over(string key, string saved)
    {
        var client = Open();
        var service = Service(key);
        await client.AddServiceAsync(service, CancellationToken.None);
        Ipvsadm.Restore($"-a {key} {saved}");
        var wanted = Assert.Single(await client.GetDestinationsAsync(service.Key, CancellationToken.None)).Destination;
        var other = wanted with
        {
            Method = ForwardingMethod.Tunnel,
            Tunnel = new Tunnel { Type = TunnelType.Gue, Port = 4444, Flags = TunnelFlags.RemoteChecksum },
            Weight = 9,
            UpperThreshold = 8,
            LowerThreshold = 7,
        };
        await client.EditDestinationAsync(service.Key, other, CancellationToken.None);
        Assert.Equal(other, Assert.Single(await client.GetDestinationsAsync(service.Key, CancellationToken.None)).Destination);
        await client.EditDestinationAsync(service.Key, wanted, CancellationToken.None);
        Assert.Equal([service.ToSaveLine(), $"-a {key} {saved}"], Ipvsadm.Save());
    }

    [SkippableTheory]
    [InlineData(ForwardingMethod.Local)]
    [InlineData(ForwardingMethod.Bypass)]
    internal async Task The_methods_that_ipvsadm_has_no_option_for_are_kept(ForwardingMethod method)
    {
        var client = Open();
        var server = new Destination { EndPoint = IPEndPoint.Parse("10.0.0.2:80"), Method = method };
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        await client.AddDestinationAsync(Web, server, CancellationToken.None);
        Assert.Equal(server, Assert.Single(await client.GetDestinationsAsync(Web, CancellationToken.None)).Destination);
    }

    [SkippableFact]
    public async Task Five_hundred_destinations_are_listed_once_each()
    {
        var client = Open();
        await client.AddServiceAsync(Service($"{Web}"), CancellationToken.None);
        var servers = Enumerable.Range(0, 500)
            .Select(number => new Destination
            {
                EndPoint = new IPEndPoint(new IPAddress([10, 1, (byte)(number / 250), (byte)(number % 250)]), 80),
                Weight = number,
            })
            .ToList();
        foreach (var server in servers)
        {
            await client.AddDestinationAsync(Web, server, CancellationToken.None);
        }

        var listed = (await client.GetDestinationsAsync(Web, CancellationToken.None)).Select(state => state.Destination).ToList();
        Assert.Equal(servers, listed.OrderBy(server => server.Weight));
        Assert.Equal(501, Ipvsadm.Save().Length);
    }
}

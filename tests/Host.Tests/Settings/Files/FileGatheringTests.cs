using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Settings.Files;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Settings.Files;

public sealed class FileGatheringTests
{
    [Fact]
    public void Those_with_the_same_real_servers_and_checks_at_the_same_port_share_a_pool()
    {
        var file = Gather(
            ("reads", ["vip=192.0.2.50", "port=5432 6432", "weight_of_realservers=10.0.0.1 10.0.0.2", "rise=3"]),
            ("web", ["vip=192.0.2.60", "port=80", "weight_of_realservers=10.0.0.1 10.0.0.2", "rise=3"]),
            ("reports", ["vip=192.0.2.51", "port=5432", "virtual_service_options=-s lc", "weight_of_realservers=10.0.0.1 10.0.0.2", "rise=3"]),
            ("other", ["vip=192.0.2.52", "port=5432", "weight_of_realservers=10.0.0.1 10.0.0.2", "rise=4"]),
            ("six", ["vip=fd00::1", "port=5432", "weight_of_realservers=10.0.0.1 10.0.0.2", "rise=3"]),
            ("udp", ["vip=192.0.2.53", "port=5432", "protocol=udp", "weight_of_realservers=10.0.0.1 10.0.0.2", "rise=3"]),
            ("named", ["vip=localhost", "port=5432", "weight_of_realservers=10.0.0.1 10.0.0.2", "rise=3"]),
            ("mark", ["fwmark=1", "weight_of_realservers=10.0.0.1 10.0.0.2", "rise=3"]),
            ("other mark", ["fwmark=2", "weight_of_realservers=10.0.0.1 10.0.0.2", "rise=3"])).File;

        var pool = Assert.Single(file.Pools);
        Assert.Equal("reads", pool.Name);
        Assert.Equal(["reads", "reports"], file.Services.Where(service => service.Texts.ContainsKey("pool")).Select(service => service.Name));
        Assert.Equal(["rise"], pool.Texts.Keys);
        Assert.Equal([("weight_of_realservers", "10.0.0.1 10.0.0.2")], Texts(file.Defaults!));
        Assert.Equal([("pool", "reads"), ("port", "5432"), ("vip", "192.0.2.51"), ("virtual_service_options", "-s lc")], Texts(file.Services[2]));
        Assert.Equal([("port", "80"), ("rise", "3"), ("vip", "192.0.2.60")], Texts(file.Services[1]));
    }

    [Theory]
    [InlineData("forward_method=NAT")]
    [InlineData("weight_of_realservers=10.0.0.1:8080,nat 10.0.0.2")]
    public void Real_servers_with_ports_of_their_own_are_in_no_pool(string word) => Assert.Empty(
        Gather(("a", ["vip=192.0.2.1", "port=80", word]), ("b", ["vip=192.0.2.2", "port=80", word])).File.Pools);

    [Fact]
    public void What_is_there_once_comes_from_the_first_who_says_it_and_differences_are_told()
    {
        var gathered = Gather(
            ("a", ["vip=192.0.2.1", "port=80", "restart_limit=5"]),
            ("b", ["vip=192.0.2.2", "port=80", "sync_interval=2s", "notify=/bin/b", "ipvs_timeouts=900 120 300", "heatbeat_file=/run/b"]),
            ("c", ["vip=192.0.2.3", "port=80", "sync_interval=2s", "notify=/bin/c", "manage_sysctls=true", "heatbeat_file=/run/c"]));

        Assert.Equal(
            [("ipvs_timeouts", "900 120 300"), ("manage_sysctls", "true"), ("notify", "/bin/b"), ("sync_interval", "2s")], Texts(gathered.File.Host!));
        Assert.Equal(["heatbeat_file", "restart_limit"], gathered.Beside.Keys.Order());
        Assert.Equal(
            [
                "notify is not set in a and \"/bin/b\" in b and \"/bin/c\" in c; there is one for all, and here it is \"/bin/b\".",
                "sync_interval is \"5s\" in a and \"2s\" in b, c; there is one for all, and here it is \"2s\".",
                "ipvs_timeouts is not set in a, c and \"900 120 300\" in b; there is one for all, and here it is \"900 120 300\".",
                "heatbeat_file is \"/run/b\" in b and \"/run/c\" in c; there is one for all, and here it is \"/run/b\".",
            ],
            gathered.Differences);
    }

    [Fact]
    public void One_alone_keeps_all_that_it_says()
    {
        var file = Gather(("a", ["vip=192.0.2.1", "port=80", "rise=3", "virtual_service_options=-s wlc"])).File;

        Assert.Null(file.Host);
        Assert.Null(file.Defaults);
        Assert.Empty(file.Pools);
        Assert.Equal([("port", "80"), ("rise", "3"), ("vip", "192.0.2.1"), ("virtual_service_options", "-s wlc")], Texts(Assert.Single(file.Services)));
    }

    [Fact]
    public void What_nobody_declares_stays_so_that_the_reader_can_refuse_it() => Assert.Equal(
        ["rize"],
        Gather(("a", ["vip=192.0.2.1", "port=80", "rize=3"])).File.Services[0].Texts.Keys.Except(HostSettings.All.Select(parameter => parameter.Name)));

    [Fact]
    public void What_is_written_makes_the_same_services()
    {
        (string Name, string[] Words)[] former =
        [
            ("reads", ["vip=192.0.2.50", "port=5432 6432", "weight_of_realservers=10.0.0.1,2 10.0.0.2,1,100,50", "check_interval=5", "quorum=2"]),
            ("web", ["vip=192.0.2.60", "port=80", "weight_of_realservers=10.0.0.7", "check_interval=5", "slow_start=30s", "virtual_service_options=-s wlc", "on_failure=quiesce", "rise=4"]),
            ("mark", ["fwmark=7", "ip_family=ipv6", "check_interval=5", "flap_hold_down=10s", "fallback_real_server=[::1]:8080", "forward_method=tunnel"]),
            ("nat", ["vip=192.0.2.61", "port=80", "weight_of_realservers=10.0.0.7:8080,1,100,50,nat", "check_interval=5"]),
            ("reports", ["vip=192.0.2.51", "port=5432", "virtual_service_options=-s wlc -p 300", "weight_of_realservers=10.0.0.1,2 10.0.0.2,1,100,50", "check_interval=5", "quorum=2"]),
        ];
        var gathered = Gather(former);
        Assert.Empty(gathered.Differences);

        var read = Reading.File(FileWriter.Write(gathered.File, "file:///schema.json"));

        Assert.Empty(read.Mistakes);
        var made = read.Plan!.Services.SelectMany(definition => definition.Services.Select(service => Described(definition, service))).Order(StringComparer.Ordinal);
        var wanted = former.SelectMany(one =>
        {
            var definition = Reading.Service(["vip=", "port=", .. one.Words]);
            return definition.Services.Select(service => Described(definition, service));
        });
        Assert.Equal(wanted.Order(StringComparer.Ordinal), made);
        Assert.Equal(["reads", "web", "mark", "nat"], read.Plan.Services.Select(definition => definition.Name));
    }

    private static string Described(ServiceDefinition definition, VirtualService service) => string.Join('\n',
        [
            service.ToSaveLine(), $"{definition.Discovery with { Reach = definition.Discovery.Reach with { Hosts = [], HasSeveralPorts = false } }}", $"{definition.Checking}", $"{definition.Weights.DefaultWeight}",
            .. definition.Weights.Hosts.Select(host => $"{host}"), $"{definition.Destinations}", $"{definition.OnFailure}", $"{definition.SlowStart}",
            $"{definition.Flaps}", $"{definition.Quorum}", $"{definition.Fallback}", $"{definition.SyncInterval}", $"{definition.DrainTimeout}",
            $"{definition.DoubtTimeout}", definition.ListedBy.Value,
        ]);

    private static GatheredFile Gather(params (string Name, string[] Words)[] former) => new FileGathering(
        [.. former.Select(one =>
        {
            var section = new FileSection(one.Name, default);
            Assert.All(one.Words, word => Assert.True(section.TryAdd(word[..word.IndexOf('=')], word[(word.IndexOf('=') + 1)..], default)));
            return section;
        })],
        HostSettings.All).Gather();

    private static IEnumerable<(string Name, string Text)> Texts(FileSection section) =>
        section.Texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));
}

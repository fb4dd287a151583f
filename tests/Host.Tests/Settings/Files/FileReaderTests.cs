using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Settings.Files;

public sealed class FileReaderTests
{
    private const string Example = """
        {
          "host": { "sync_interval": "1s", "manage_sysctls": false },
          "defaults": { "check_interval": "500ms", "virtual_service_options": "-s wrr" },
          "pools": {
            "standbys": { "rise": 3 }
          },
          "services": {
            "reads": { "vip": "192.0.2.50", "port": [5432, 6432], "pool": "standbys" },
            "web": { "vip": "192.0.2.60", "port": 80, "fall": 5, "virtual_service_options": "-s rr" },
            "reports": { "vip": "192.0.2.51", "port": 5432, "pool": "standbys", "virtual_service_options": "-s lc" }
          }
        }
        """;

    [Fact]
    public void Services_of_one_pool_have_one_list_and_one_set_of_checks()
    {
        var plan = Reading.File(Example).Plan!;

        Assert.Equal(["standbys", "web"], plan.Services.Select(service => service.Name));
        Assert.Equal(
            ["-A -t 192.0.2.50:5432 -s wrr", "-A -t 192.0.2.50:6432 -s wrr", "-A -t 192.0.2.51:5432 -s lc"],
            plan.Services[0].Services.Select(service => service.ToSaveLine()));
        Assert.Equal(["-A -t 192.0.2.60:80 -s rr"], plan.Services[1].Services.Select(service => service.ToSaveLine()));
        Assert.Equal(
            [(500, 3, 2), (500, 2, 5)],
            plan.Services.Select(service => ((int)service.Checking.Interval.TotalMilliseconds, service.Checking.Rise, service.Checking.Fall)));
        Assert.All(plan.Services, service => Assert.Equal(TimeSpan.FromSeconds(1), service.SyncInterval));
        Assert.Equal((false, TimeSpan.FromSeconds(1)), (plan.ManageKernelSettings, plan.SyncInterval));
    }

    [Fact]
    public void What_has_not_changed_is_made_from_the_same()
    {
        var origins = Origins(Example);

        Assert.Equal(origins, Origins(Example.Replace("\"pools\"", "/* of standbys */ \"pools\"", StringComparison.Ordinal)));
        Assert.Equal([true, false], Same(origins, Origins(Example.Replace("\"fall\": 5", "\"fall\": 4", StringComparison.Ordinal))));
        Assert.Equal([false, true], Same(origins, Origins(Example.Replace("-s lc", "-s sed", StringComparison.Ordinal))));
        Assert.Equal([false, false], Same(origins, Origins(Example.Replace("500ms", "1s", StringComparison.Ordinal))));
        Assert.Equal([false, false], Same(origins, Origins(Example.Replace("\"1s\"", "\"2s\"", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("\"rise\": 3", "\"rise\": 0", "5:19: rise=\"0\" should be a whole number from 1 to 1000.")]
    [InlineData("\"rise\": 3", "\"vip\": \"192.0.2.9\"", "5:19: vip does not belong into \"standbys\"; it should be in a service, or in \"defaults\".")]
    [InlineData("\"rise\": 3", "\"rize\": 3", "5:19: rize is not a parameter of lvsdr or of any loaded plugin; did you mean rise?")]
    [InlineData("\"rise\": 3", "\"pool\": \"a\"", "5:19: pool does not belong into \"standbys\"; it should be in a service.")]
    [InlineData("\"fall\": 5", "\"sync_id\": 5", "9:47: sync_id does not belong into \"web\"; it should be in \"host\".")]
    [InlineData("\"fall\": 5", "\"plugin_path\": \"/p\"", "9:47: plugin_path does not belong into \"web\"; it should be beside the file")]
    [InlineData("\"500ms\"", "\"fast\"", "3:17: check_interval=\"fast\" should be a duration")]
    [InlineData("\"manage_sysctls\": false", "\"sync_id\": 5", "2:36: sync_id is set, but sync_interface is not, so it would do nothing.")]
    [InlineData("\"port\": 80, ", "", "9:5: port is not set; it should be a port")]
    [InlineData("-s lc", "-s la", "10:73: virtual_service_options=\"-s la\": scheduler \"la\" should be one of")]
    [InlineData("\"192.0.2.51\"", "\"fd00::1\"", "8:5: -t [fd00::1]:5432 is not of the address family of -t 192.0.2.50:5432; services of one pool")]
    [InlineData("192.0.2.51", "192.0.2.50", "10:5: \"reports\" is -t 192.0.2.50:5432, and so is \"reads\"; each virtual service should be there once.")]
    [InlineData("\"port\": 80", "\"port\": 80, \"pool\": \"slaves\"", "9:47: There is no pool \"slaves\" for \"web\"; it should be one of \"pools\".")]
    [InlineData("\"standbys\": { \"rise\": 3 }", "\"standbys\": { \"rise\": 3 }, \"b\": {}", "5:32: No service has the pool \"b\"; one should name it, or it should go.")]
    [InlineData("\"rise\": 3", "\"slow_start\": \"30s\"", "5:19: slow_start does nothing with scheduler lc, which knows no weights")]
    [InlineData("\"fall\": 5", "\"fallback_real_server\": \"fd00::1\"", "9:47: fallback_real_server=\"fd00::1\" cannot be reached")]
    public void A_mistake_is_said_with_its_place(string right, string wrong, string said)
    {
        var mistake = Assert.Single(Reading.File(Example.Replace(right, wrong, StringComparison.Ordinal)).Mistakes);

        Assert.StartsWith($"/etc/lvsdr.json:{said}", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_said_at_once_in_the_order_of_the_file()
    {
        var mistakes = Reading.File(Example
            .Replace("\"1s\"", "\"1x\", \"sync_id\": 7", StringComparison.Ordinal)
            .Replace("\"rise\": 3", "\"rise\": 0, \"quorum_hysteresis\": 1, \"fallback_real_server\": \"fd00::1\"", StringComparison.Ordinal)
            .Replace("\"port\": [5432, 6432]", "\"prot\": 5432", StringComparison.Ordinal)
            .Replace("\"fall\": 5", "\"fall\": 0, \"fallback_real_server\": \"fd00::1\", \"on_quorum_down\": \"keep\"", StringComparison.Ordinal)
            .Replace("\"-s lc\"", "\"-o\"", StringComparison.Ordinal)).Mistakes;

        Assert.Equal(["2", "2", "5", "5", "8", "8", "9", "9", "9", "10"], mistakes.Select(mistake => mistake.Split(':')[1]));
    }

    [Fact]
    public void A_file_without_services_is_refused() => Assert.Equal(
        ["/etc/lvsdr.json:1:1: There is no service in the file; \"services\" should have one at least."], Reading.File("{}").Mistakes);

    [Fact]
    public void Names_that_were_known_are_not_looked_up_again()
    {
        var named = Example.Replace("192.0.2.60", "no-such-host.invalid", StringComparison.Ordinal);
        IReadOnlyList<ServiceKey> known = [.. Reading.File(Example).Plan!.Services.SelectMany(service => service.Keys)];

        Assert.Equal(known, Reading.File(named, known).Plan!.Services.SelectMany(service => service.Keys));

        var unknown = Reading.File(named);
        Assert.StartsWith("/etc/lvsdr.json:9:14: vip=\"no-such-host.invalid\" cannot be resolved", Assert.Single(unknown.Mistakes), StringComparison.Ordinal);
        Assert.Equal(Refusal.MissingHere, unknown.Refusal);
    }

    [Fact]
    public void What_the_file_is_about_cannot_stand_beside_it()
    {
        Assert.Equal(
            "port=\"80\" should not be set next to config, but be in the file.",
            Reading.Mistakes("config=/nonexistent")[0]);
        Assert.StartsWith("config=\"/nonexistent\" cannot be read: ", Assert.Single(Reading.Mistakes("vip=", "port=", "config=/nonexistent")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_beside_it_is_that_of_all_its_services()
    {
        const string ofOne = """{ "services": { "a": { "vip": "192.0.2.50", "port": 80 }, "b": { "fwmark": 5 }, "c": { "vip": "192.0.2.50", "port": 81 } } }""";
        Assert.Empty(Reading.File(ofOne, vip: "192.0.2.50").Mistakes);
        Assert.Equal(
            ["/etc/lvsdr.json: the virtual service -t 192.0.2.60:80 should have the address 192.0.2.50, as vip says next to config.",
                "/etc/lvsdr.json: the virtual service -t 192.0.2.51:5432 should have the address 192.0.2.50, as vip says next to config."],
            Reading.File(Example, vip: "192.0.2.50").Mistakes.Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(
            "vip=\"reads\" should be an address in figures next to config, as all services of the file have it.",
            Assert.Single(Reading.File(ofOne, vip: "reads").Mistakes));
    }

    private static List<string> Origins(string text) => [.. Reading.File(text).Plan!.Services.Select(service => service.Origin)];

    private static IEnumerable<bool> Same(List<string> before, List<string> after) => before.Zip(after, (one, other) => one == other);
}

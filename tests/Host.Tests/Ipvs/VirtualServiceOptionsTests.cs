using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Tests.Ipvs;

public sealed class VirtualServiceOptionsTests
{
    // Both columns were tried with ipvsadm 1.31 on a kernel: the left one given to -A, the right one printed by ipvsadm-save -n.
    [Theory]
    [InlineData("-t 10.0.0.1:80", "-s rr", "-s rr")]
    [InlineData("-t 10.0.0.1:80", "", "-s wlc")]
    [InlineData("-t 10.0.0.1:80", "-srr -p300", "-s rr -p 300")]
    [InlineData("-t 10.0.0.1:80", "-s rr -p", "-s rr -p 360")]
    [InlineData("-t 10.0.0.1:80", "-p -s rr", "-s rr -p 360")]
    [InlineData("-t 10.0.0.1:80", "-s rr -p=20", "-s rr -p 20")]
    [InlineData("-t 10.0.0.1:80", "--scheduler=rr --persistent=20", "-s rr -p 20")]
    [InlineData(
        "-t 10.0.0.1:80",
        "--scheduler rr --persistent 20 --netmask 255.255.0.0 --pe sip",
        "-s rr -p 20 -M 255.255.0.0 --pe sip")]
    [InlineData("-t 10.0.0.1:80", "-s rr -p -M 255.0.255.0", "-s rr -p 360 -M 255.0.255.0")]
    [InlineData("-t 10.0.0.1:80", "-s rr -p -M 255.255.255.255", "-s rr -p 360")]
    [InlineData("-t 10.0.0.1:80", "-s rr -M 255.255.255.0", "-s rr")]
    [InlineData("-t 10.0.0.1:80", "-s rr --pe=sip", "-s rr --pe sip")]
    [InlineData("-t 10.0.0.1:80", "-s rr -p 2678400", "-s rr -p 2678400")]
    [InlineData("-t 10.0.0.1:0", "-s rr -p 1", "-s rr -p 1")]
    [InlineData("-t 10.0.0.1:80", "-b sh-port,sh-fallback -s sh", "-s sh -b sh-fallback,sh-port")]
    [InlineData("-t 10.0.0.1:80", "-s mh -b flag-1", "-s mh -b mh-fallback")]
    [InlineData("-t 10.0.0.1:80", "-s mh --sched-flags mh-port", "-s mh -b mh-port")]
    [InlineData("-t 10.0.0.1:80", "-s wrr -b flag-3,flag-1", "-s wrr -b flag-1,flag-3")]
    [InlineData("-u 10.0.0.1:53", "-op -s rr", "-s rr -p 360 -o")]
    [InlineData("-u 10.0.0.1:53", "--ops", "-s wlc -o")]
    [InlineData("-t [fd00::1]:80", "-s rr -p -M 64", "-s rr -p 360 -M 64")]
    [InlineData("-t [fd00::1]:80", "-s rr -p -M 128", "-s rr -p 360")]
    [InlineData("-f 1", "-s rr -o", "-s rr -o")]
    [InlineData("-f 1 -6", "-s rr -o -p -M 64", "-s rr -p 360 -M 64 -o")]
    public void Options_mean_what_they_mean_to_ipvsadm(string key, string options, string saved) =>
        Assert.Equal($"-A {key} {saved}", VirtualServiceOptions.Parse(options).For(ServiceKey.Parse(key)).ToSaveLine());

    [Theory]
    [InlineData("-6")]
    [InlineData("--ipv6")]
    public void A_firewall_mark_may_be_made_one_of_ipv6(string option) => Assert.Equal(
        "-A -f 1 -6 -s rr -p 360 -M 24",
        VirtualServiceOptions.Parse($"-s rr {option} -p -M 24").For(ServiceKey.Parse("-f 1")).ToSaveLine());

    [Theory]
    [InlineData("-s nosuch", "scheduler \"nosuch\" should be one of rr, wrr,")]
    [InlineData("-s", "\"-s\" needs a value")]
    [InlineData("--scheduler=", "\"--scheduler\" needs a value")]
    [InlineData("-s -p", "\"-s\" needs a value")]
    [InlineData("-s rr -s wrr", "\"-s\" is there twice")]
    [InlineData("-s rr --scheduler wrr", "\"--scheduler\" is there twice")]
    [InlineData("-p 0", "persistence \"0\" should be a number of seconds from 1 to 2678400")]
    [InlineData("-p 2678401", "persistence \"2678401\" should")]
    [InlineData("-p 5m", "persistence \"5m\" should")]
    [InlineData("--persistent=", "persistence \"\" should")]
    [InlineData("-M 24x", "netmask \"24x\" should be a mask such as 255.255.255.0, or a prefix length")]
    [InlineData("-M 0", "netmask \"0\" should")]
    [InlineData("-M 129", "netmask \"129\" should")]
    [InlineData("-M 255.255.255.0:80", "netmask \"255.255.255.0:80\" should")]
    [InlineData("-M 255.255", "netmask \"255.255\" should")]
    [InlineData("--pe ftp", "persistence engine \"ftp\" should be sip")]
    [InlineData("-s rr -b sh-port", "scheduler flag \"sh-port\" needs \"-s sh\"")]
    [InlineData("-s sh -b mh-port", "scheduler flag \"mh-port\" needs \"-s mh\"")]
    [InlineData("-b foo", "scheduler flag \"foo\" should be one of flag-1, flag-2, flag-3, sh-fallback,")]
    [InlineData("-b flag-1,", "scheduler flag \"\" should be one of")]
    [InlineData("--ops=1", "\"--ops\" takes no value")]
    [InlineData("-t 10.0.0.1:80", "\"-t 10.0.0.1:80\" selects the service")]
    [InlineData("-u 10.0.0.1:80", "\"-u 10.0.0.1:80\" selects the service")]
    [InlineData("--sctp-service 10.0.0.1:80", "\"--sctp-service 10.0.0.1:80\" selects the service")]
    [InlineData("-f 1", "\"-f 1\" selects the service")]
    [InlineData("-r 10.0.0.2", "\"-r 10.0.0.2\" is an option of real servers")]
    [InlineData("-g", "\"-g\" is an option of real servers")]
    [InlineData("-i", "\"-i\" is an option of real servers")]
    [InlineData("-m", "\"-m\" is an option of real servers")]
    [InlineData("-w 3", "\"-w 3\" is an option of real servers")]
    [InlineData("--weight=3", "\"--weight 3\" is an option of real servers")]
    [InlineData("-x 3", "\"-x 3\" is an option of real servers")]
    [InlineData("rr", "\"rr\" is not an option; there are -s, -p, -M, --pe, -b, -o, -6")]
    [InlineData("-", "\"-\" is not an option")]
    [InlineData("--", "\"--\" is not an option")]
    [InlineData("-z", "\"-z\" is not an option")]
    [InlineData("--sched rr", "\"--sched\" is not an option")]
    [InlineData("-A", "\"-A\" is not an option")]
    public void A_mistake_is_named_with_what_would_be_right(string options, string expected)
    {
        var exception = Assert.Throws<FormatException>(() => VirtualServiceOptions.Parse(options));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_named_at_once() => Assert.Equal(
        "\"-w 3\" is an option of real servers, not of the service; persistence \"x\" should be a number of seconds from 1 to 2678400",
        Assert.Throws<FormatException>(() => VirtualServiceOptions.Parse("-s rr -w 3 -p x")).Message);

    [Theory]
    [InlineData("-t 10.0.0.1:80", "-o", "\"-o\" is for UDP or a firewall mark only")]
    [InlineData("--sctp-service 10.0.0.1:80", "-o", "\"-o\" is for UDP or a firewall mark only")]
    [InlineData("-t 10.0.0.1:80", "-6", "\"-6\" is for a firewall mark only")]
    [InlineData("-t 10.0.0.1:0", "-s rr", "port 0, which is every port, needs \"-p\"")]
    [InlineData("-t 10.0.0.1:80", "-M 24", "netmask \"24\" should be a mask such as 255.255.255.0")]
    [InlineData("-t [fd00::1]:80", "-M 255.255.255.0", "netmask \"255.255.255.0\" should be a prefix length from 1 to 128")]
    [InlineData("-f 1", "-6 -M 255.255.255.0", "netmask \"255.255.255.0\" should be a prefix length from 1 to 128")]
    public void Options_that_do_not_fit_the_service_are_named(string key, string options, string expected)
    {
        var parsed = VirtualServiceOptions.Parse(options);
        var exception = Assert.Throws<FormatException>(() => parsed.For(ServiceKey.Parse(key)));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_does_not_fit_is_named_at_once()
    {
        var parsed = VirtualServiceOptions.Parse("-o -6 -M 24");
        var exception = Assert.Throws<FormatException>(() => parsed.For(ServiceKey.Parse("-t 10.0.0.1:0")));
        Assert.Equal(4, exception.Message.Split("; ").Length);
    }

    [Fact]
    public void Any_words_are_options_or_a_format_mistake()
    {
        var word = Gen.Elements(
            "-s", "rr", "-srr", "sh", "-p", "-p9", "300", "-M", "255.0.0.0", "64", "--pe", "sip", "-b", "sh-port,", "flag-1", "-o", "-6", "-op6",
            "--", "-", "=", "--netmask=", "-w", "-t", "é", "--scheduler=wlc", ",", "-b=flag-3");
        var words = word.ListOf().Select(list => string.Join(' ', list)).ToArbitrary();
        Prop.ForAll(words, text =>
        {
            VirtualServiceOptions options;
            try
            {
                options = VirtualServiceOptions.Parse(text);
            }
            catch (FormatException exception)
            {
                return exception.Message.Length > 0;
            }

            return Record.Exception(() => options.For(ServiceKey.Parse("-f 1"))) is null or FormatException;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void What_is_printed_for_a_service_is_read_as_the_same_service()
    {
        string[] schedulers = ["rr", "wlc", "sh", "mh"];
        Prop.ForAll(Generators.Services, service =>
        {
            var possible = service with
            {
                Scheduler = schedulers[service.Scheduler.Length % 4],
                PersistenceTimeout = (service.PersistenceTimeout % 2678400) + 1,
                Netmask = service.PersistenceTimeout is null ? null : service.Netmask,
                PersistenceEngine = service.PersistenceEngine is null ? null : "sip",
                OnePacket = service.OnePacket && service.Key.Protocol is TransportProtocol.Udp or TransportProtocol.None,
            };
            if (possible.Key is { Port: 0, FirewallMark: 0 })
            {
                possible = possible with { PersistenceTimeout = 1 };
            }

            var options = possible.ToSaveLine()[$"-A {possible.Key}".Length..];
            Assert.Equal(possible, VirtualServiceOptions.Parse(options).For(possible.Key));
        }).QuickCheckThrowOnFailure();
    }
}

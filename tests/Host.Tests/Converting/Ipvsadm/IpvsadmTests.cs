using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Converting;
using LvsPluggable.Host.Converting.Ipvsadm;

namespace LvsPluggable.Host.Tests.Converting.Ipvsadm;

public sealed class IpvsadmTests
{
    [Theory]
    [InlineData("-s wlc", "-s wlc")]
    [InlineData("-s rr -p", "-s rr -p")]
    [InlineData("-s rr -p 300 -M 255.255.255.0", "-s rr -p 300 -M 255.255.255.0")]
    [InlineData("-s sh -b sh-port,sh-fallback", "-s sh -b sh-port,sh-fallback")]
    [InlineData("-s rr -p 60 --pe sip", "-s rr -p 60 --pe sip")]
    [InlineData("", "-s wlc")]
    [InlineData("--scheduler lc --persistent 20 --netmask 255.0.0.0", "-s lc -p 20 -M 255.0.0.0")]
    public void Options_of_the_service_are_those_that_it_has(string written, string options)
    {
        var conversion = Converted.Ipvsadm($"-A -t 192.0.2.50:80 {written}\n-a -t 192.0.2.50:80 -r 10.0.0.1:80 -g -w 1\n");

        Assert.Equal(options, conversion.Parameter("virtual_service_options"));
        Assert.Empty(conversion.Leftovers);
    }

    [Theory]
    [InlineData("-t 192.0.2.50:80", "port=80; protocol=tcp; vip=192.0.2.50")]
    [InlineData("-t db:postgresql", "port=postgresql; protocol=tcp; vip=db")]
    [InlineData("-u 192.0.2.50:53", "port=53; protocol=udp; vip=192.0.2.50")]
    [InlineData("--sctp-service 192.0.2.50:99", "port=99; protocol=sctp; vip=192.0.2.50")]
    [InlineData("-t [2001:db8::1]:80", "port=80; protocol=tcp; vip=2001:db8::1")]
    [InlineData("-f 7", "fwmark=7")]
    [InlineData("-f 7 -6", "fwmark=7; ip_family=ipv6")]
    public void What_selects_the_service_is_said(string selector, string parameters)
    {
        // A port that is the service's own is not said of real servers.
        var conversion = Converted.Ipvsadm($"-A {selector} -s rr\n-a {selector.Replace(" -6", "", StringComparison.Ordinal)} -r 10.0.0.1 -g -w 1\n");

        Assert.Equal(
            $"forward_method=dr; {parameters}; virtual_service_options=-s rr; weight_of_realservers=10.0.0.1,1".Split("; ").Order(StringComparer.Ordinal),
            Converted.Text(Assert.Single(conversion.Services)).Split("; ").Order(StringComparer.Ordinal));
        Assert.Equal([IpvsadmMapper.NoChecks], conversion.Notes);
    }

    [Theory]
    [InlineData("-r 10.0.0.1:80 -g -w 1", "dr", "10.0.0.1,1")]
    [InlineData("-r 10.0.0.1:8080 -m -w 3", "nat", "10.0.0.1:8080,3")]
    [InlineData("-r 10.0.0.1:80 -m -w 0 -x 100 -y 50", "nat", "10.0.0.1,0,100,50")]
    [InlineData("-r 10.0.0.1:80 -g -w 2 -x 100", "dr", "10.0.0.1,2,100")]
    [InlineData("-r 10.0.0.1:80 -i -w 1 --tun-type ipip", "tunnel", "10.0.0.1,1")]
    [InlineData("-r [2001:db8::2]:81 -m -w 1", "nat", "[2001:db8::2]:81,1")]
    public void A_real_server_is_what_it_is(string server, string method, string entry)
    {
        var conversion = Converted.Ipvsadm($"-A -t 192.0.2.50:80 -s rr\n-a -t 192.0.2.50:80 {server}\n");

        Assert.Equal((method, entry), (conversion.Parameter("forward_method"), conversion.Parameter("weight_of_realservers")));
        Assert.Empty(conversion.Leftovers);
    }

    [Fact]
    public void Most_real_servers_say_the_method_and_the_others_their_own()
    {
        var conversion = Converted.Ipvsadm("""
            -A -t 192.0.2.50:80 -s rr
            -a -t 192.0.2.50:80 -r 10.0.0.1:80 -g -w 1
            -a -t 192.0.2.50:80 -r 10.0.0.2:8080 -m -w 1
            -a -t 192.0.2.50:80 -r 10.0.0.3:80 -i -w 1 --tun-type gue --tun-port 5555 --tun-csum
            -a -t 192.0.2.50:80 -r 10.0.0.4:80 -g -w 1
            """);

        Assert.Equal("10.0.0.1,1 10.0.0.2:8080,1,nat 10.0.0.3,1,tunnel 10.0.0.4,1", conversion.Parameter("weight_of_realservers"));
        Assert.Equal(
            ("gue", "5555", "csum"),
            (conversion.Parameter("tunnel_type"), conversion.Parameter("tunnel_port"), conversion.Parameter("tunnel_checksum")));
    }

    [Theory]
    [InlineData("-C", "\"-C\" is left out: only -A and -a")]
    [InlineData("-A -s rr", "it should name a service")]
    [InlineData("-a -t 192.0.2.50:80 -g", "it should name a real server")]
    [InlineData("-a -t 192.0.2.51:80 -r 10.0.0.9:80 -g -w 1", "10.0.0.9 is left out: there is no -A for its service 192.0.2.51")]
    [InlineData("-A -t 192.0.2.51:80 -s rr", "192.0.2.51-80 is left out: it has no real server")]
    [InlineData("-a -t 192.0.2.50:80 -r 10.0.0.2:80 -g -w 1 --frob", "\"--frob\" is left out")]
    [InlineData("-a -t 192.0.2.50:80 -r 10.0.0.1:80 -g -w 5", "10.0.0.1 is there twice")]
    [InlineData("-a -t 192.0.2.50:80 -r 10.0.0.2:81 -g -w 1", "Port 81 of 10.0.0.2 is left out: by dr packets keep the port of the service, 80")]
    public void What_is_left_out_is_named_with_its_line(string line, string said)
    {
        var conversion = Converted.Ipvsadm($"# a table\n-A -t 192.0.2.50:80 -s rr\n-a -t 192.0.2.50:80 -r 10.0.0.1:80 -g -w 1\n{line}\n");

        var leftover = Assert.Single(conversion.Leftovers);
        Assert.StartsWith($"{Converted.File}:4: ", leftover, StringComparison.Ordinal);
        Assert.Contains(said, leftover, StringComparison.Ordinal);
        Assert.Single(conversion.Services);
    }

    [Fact]
    public void Any_text_is_read() => Prop.ForAll(Texts(), text =>
    {
        var conversion = Converted.Ipvsadm(text);
        return conversion.Leftovers.All(leftover => leftover.StartsWith(Converted.File, StringComparison.Ordinal));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_table_as_it_is_saved_comes_back_from_what_is_made_of_it() => Prop.ForAll(Tables().ToArbitrary(), lines =>
    {
        var conversion = Converted.Ipvsadm(string.Join('\n', lines));
        return !conversion.Leftovers.Any() && conversion.Services.SelectMany(Saved).SequenceEqual(lines, StringComparer.Ordinal);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<string> Texts() => Gen.Elements(
            "-A", "-a", "-t", "-u", "-f", "-r", "-s", "-p", "-w", "-x", "-b", "-i", "-g", "-m", "--tun-type", "192.0.2.50:80", "[::1]:80", "[", "1", "rr", "#", "ipvsadm", "é")
        .ArrayOf().ArrayOf().Select(lines => string.Join('\n', lines.Select(words => string.Join(' ', words)))).ToArbitrary();

    private static Gen<string[]> Tables()
    {
        var server = Gen.Choose(1, 250).SelectMany(number => Gen.Choose(0, 65535).SelectMany(weight => Gen.Elements("-g", "-m", "-i")
            .Select(method => (Number: number, Text: $"-r 10.0.0.{number}:80 {method} -w {weight}{(method == "-i" ? " --tun-type ipip" : "")}"))));
        var service = Gen.Choose(1, 250).SelectMany(number => Gen.Elements("-s rr", "-s wlc -p 300 -M 255.255.255.0", "-s sh -b sh-port").SelectMany(options =>
            server.NonEmptyListOf().Select(servers =>
            {
                var name = $"-t 192.0.2.{number}:80";
                return (Number: number, Lines: (string[])[$"-A {name} {options}", .. servers.DistinctBy(one => one.Number).Select(one => $"-a {name} {one.Text}")]);
            })));
        return service.NonEmptyListOf().Select(services => (string[])[.. services.DistinctBy(one => one.Number).SelectMany(one => one.Lines)]);
    }

    // As ipvsadm-save prints it.
    private static IEnumerable<string> Saved(ConvertedService service)
    {
        var name = $"-t {service.Vip}:{service.Parameters["port"]}";
        yield return $"-A {name} {service.Parameters["virtual_service_options"]}";
        foreach (var fields in service.Parameters["weight_of_realservers"].Split(' ').Select(entry => entry.Split(',')))
        {
            var method = (fields.Length > 2 ? fields[^1] : service.Parameters["forward_method"]) switch { "nat" => "-m", "tunnel" => "-i", _ => "-g" };
            yield return $"-a {name} -r {fields[0]}:80 {method} -w {fields[1]}{(method == "-i" ? " --tun-type ipip" : "")}";
        }
    }
}

using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Converting.Ldirectord;

namespace LvsPluggable.Host.Tests.Converting.Ldirectord;

public sealed class LdirectordTests
{
    private const string Script = "/bin/sh -c /opt/check${IFS}192.0.2.50${IFS}80${IFS}$0${IFS}80>/dev/null&&echo${IFS}t";

    [Theory]
    // The default of each is what ldirectord does, not what lvsdr would do.
    [InlineData("", "", "check_timeout=30s; check_interval=10s; fall=1; rise=1; on_failure=; virtual_service_options=-s wrr; protocol=tcp")]
    [InlineData("checktimeout=3\ncheckinterval=2\nfailurecount=4\nquiescent=yes", "", "check_timeout=3s; check_interval=2s; fall=4; on_failure=quiesce")]
    [InlineData("checktimeout=3", "", "check_timeout=3s")]
    [InlineData("checktimeout=3", "checktype=connect", "check_timeout=3s; tcp_check=true; http_check=")]
    [InlineData("negotiatetimeout=7", "checktype=connect", "check_timeout=7s")]
    [InlineData("", "checktype=connect", "check_timeout=5s")]
    [InlineData("", "quiescent=no\nfailurecount=2", "on_failure=; fall=2")]
    [InlineData("fallback=127.0.0.1:80", "", "fallback_real_server=127.0.0.1:80")]
    [InlineData("", "fallback=10.0.0.9:81 gate", "fallback_real_server=10.0.0.9:81")]
    [InlineData("", "scheduler=wlc\npersistent=600\nnetmask=255.255.255.0", "virtual_service_options=-s wlc -p 600 -M 255.255.255.0")]
    [InlineData("", "scheduler=sh\nschedflags=sh-port", "virtual_service_options=-s sh -b sh-port")]
    [InlineData("", "protocol=udp\nops=yes\nchecktype=on", "protocol=udp; virtual_service_options=-s wrr -o; tcp_check=; http_check=")]
    [InlineData("", "", "http_check=/; http_check_statuses=200-299; http_check_tls=")]
    [InlineData("", "request=\"alive\"\nreceive=\"O.K\"\nvirtualhost=\"www\"\nhttpmethod=get", "http_check=/alive; http_check_expression=O.K; http_check_host=www; http_check_method=")]
    [InlineData("", "httpmethod=HEAD\ncheckport=81", "http_check_method=HEAD; check_port=81")]
    [InlineData("", "checkport=80", "check_port=")]
    [InlineData("", "service=https", "http_check=/; http_check_tls=true")]
    [InlineData("", "service=smtp", "smtp_check=true; http_check=")]
    [InlineData("", "service=submission", "smtp_check=true")]
    [InlineData("", "service=dns\nrequest=\"www.example.org\"", "dns_check=www.example.org; dns_check_type=")]
    [InlineData("", "service=dns\nrequest=\"192.0.2.7\"", "dns_check=7.2.0.192.in-addr.arpa; dns_check_type=ptr")]
    [InlineData("", "service=pgsql\nlogin=\"u\"\npasswd=\"a'b\"\ndatabase=\"d\"", @"postgres_check=user=u dbname=d password='a\'b'; postgres_role=any")]
    [InlineData("", "service=pgsql\nlogin=\"u\"\ndatabase=\"d\"\ncheckport=5433", "postgres_check=user=u dbname=d port=5433; check_port=")]
    [InlineData("", "service=none", "http_check=; tcp_check=")]
    [InlineData("", "checktype=ping", "ping_check=true; check_timeout=5s")]
    [InlineData("", "protocol=udp\nchecktype=connect", "ping_check=true; tcp_check=")]
    [InlineData("", "checktype=external\ncheckcommand=/opt/check", $"realserver_check_active_real_server_script={Script}")]
    [InlineData("fork=yes\nautoreload=no\ncleanstop=yes\nsupervised=no", "cleanstop=yes", "http_check=/")]
    public void Every_directive_has_its_parameter(string globals, string own, string expected)
    {
        var conversion = Converted.Ldirectord(Text(globals, "192.0.2.50:80", own));

        Assert.Empty(conversion.Leftovers);
        Assert.All(expected.Split("; "), pair => Assert.Equal(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..], conversion.Parameter(pair.Split('=')[0])));
    }

    [Theory]
    [InlineData("real=10.0.0.1:80 gate", "dr", "10.0.0.1,1")]
    [InlineData("real=10.0.0.1:8080 masq 5", "nat", "10.0.0.1:8080,5")]
    [InlineData("real=10.0.0.1:80 ipip 2 l:50 u:100", "tunnel", "10.0.0.1,2,100,50")]
    [InlineData("real=web1.example:80 gate 0", "dr", "web1.example,0")]
    [InlineData("real=10.0.0.254->10.0.1.1:8080 masq 2", "nat", "10.0.0.254:8080,2 10.0.0.255:8080,2 10.0.1.0:8080,2 10.0.1.1:8080,2")]
    [InlineData("real=10.0.0.1:80 gate 1 \"/a\", \"b\"", "dr", "10.0.0.1,1")]
    public void A_real_server_is_what_it_is(string real, string method, string entries)
    {
        var conversion = Converted.Ldirectord($"virtual=192.0.2.50:80\n\t{real}\n");

        Assert.Empty(conversion.Leftovers);
        Assert.Equal((method, entries), (conversion.Parameter("forward_method"), conversion.Parameter("weight_of_realservers")));
    }

    [Theory]
    [InlineData("virtual=7\n\treal=10.0.0.1 gate\n\tchecktype=connect\n\tcheckport=80", "check_port=80; fwmark=7; tcp_check=true; vip=")]
    [InlineData("virtual=7\n\treal=10.0.0.1 masq\n\tservice=http", "check_port=80; fwmark=7; http_check=/")]
    [InlineData("virtual=7\n\treal=10.0.0.1:81 gate\n\tservice=http", "check_port=; weight_of_realservers=10.0.0.1:81,1")]
    [InlineData("virtual6=[2001:db8::5]:119\n\treal6=[2001:db8::4]:119 masq\n\tfallback6=[::1]:119\n\tchecktype=connect", "vip=2001:db8::5; fallback_real_server=[::1]:119; weight_of_realservers=2001:db8::4,1")]
    [InlineData("virtual=192.0.2.50:53\n\treal=10.0.0.1:53 gate\n\tchecktype=on", "protocol=udp; port=53")]
    [InlineData("virtual=www:http\n\treal=10.0.0.1:http gate", "vip=www; port=http; http_check=/; check_port=")]
    public void What_selects_the_service_is_said(string text, string expected)
    {
        var conversion = Converted.Ldirectord(text);

        Assert.Empty(conversion.Leftovers);
        Assert.All(expected.Split("; "), pair => Assert.Equal(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..], conversion.Parameter(pair.Split('=')[0])));
    }

    [Theory]
    [InlineData("autoreload=yes", "", 1, "lvsdr reload")]
    [InlineData("callback=\"/bin/x\"", "", 1, "what you deploy with")]
    [InlineData("maintenancedir=/etc/m", "", 1, "lvsdr drain SERVER")]
    [InlineData("execute=other", "", 1, "convert that file")]
    [InlineData("cleanstop=no", "", 1, "restart --adopt")]
    [InlineData("supervised", "", 1, "lvsdr run")]
    [InlineData("readdquiescent=no", "", 1, "lvsdr weight")]
    [InlineData("frobnicate", "", 1, "no directive of ldirectord")]
    [InlineData("frobnicate=1", "", 1, "nothing like it")]
    [InlineData("", "emailalert=\"a@b\"", 4, "sends mail")]
    [InlineData("", "comment=text", 4, "as a comment")]
    [InlineData("", "fallbackcommand=/bin/x", 4, "notify")]
    [InlineData("", "checkcount=3", 4, "fall")]
    [InlineData("", "service=ftp\nlogin=\"u\"", 4, "does not speak ftp: tcp_check is in its place")]
    [InlineData("", "service=ftp\nlogin=\"u\"", 5, "\"login u\" is left out")]
    [InlineData("", "service=imaps", 4, "tls_check is in its place")]
    [InlineData("", "service=radius\nsecret=\"hidden\"", 5, "\"secret …\" is left out")]
    [InlineData("", "service=simpletcp\nrequest=\"PING\"", 4, "tcp_check is in its place")]
    [InlineData("", "service=dns\nrequest=\"a.b\"\nreceive=\"1\"", 6, "not which one")]
    [InlineData("", "service=pgsql\nlogin=\"u\"\nrequest=\"SELECT 1\"", 6, "makes no query")]
    [InlineData("", "checktype=off", 4, "weight 0")]
    [InlineData("", "checktype=external-perl\ncheckcommand=/x", 5, "run as a program")]
    [InlineData("", "ops=yes", 4, "for UDP")]
    [InlineData("checktimeout=3\nnegotiatetimeout=7", "", 1, "\"checktimeout 3\" is left out: another one counts in its place")]
    [InlineData("checktimeout=3\nnegotiatetimeout=7", "checktype=connect", 2, "\"negotiatetimeout 7\" is left out: another one counts in its place")]
    [InlineData("quiescent=yes", "quiescent=no", 1, "another one counts in its place")]
    [InlineData("failurecount=4\nfailurecount=5", "", 1, "\"failurecount 4\" is left out: /etc/some.conf:2 says it again")]
    [InlineData("", "checktype=3", 4, "here every look asks")]
    [InlineData("", "checktype=connect\nservice=http", 5, "\"service http\" is left out: the check has no use for it")]
    [InlineData("", "checktype=ping\ncheckport=9", 5, "the check has no port, or asks none")]
    [InlineData("", "checktype=connect\ncheckcommand=/x", 5, "only checktype external")]
    [InlineData("", "service=pgsql\nlogin=\"u\"\nreceive=\"x\"", 6, "\"receive x\" is left out")]
    [InlineData("", "service=dns", 4, "dns without a request: tcp_check is in its place")]
    [InlineData("", "servicename=", 4, "it is empty, so the service is called 192.0.2.50-80")]
    [InlineData("", "fallback=10.0.0.9:80 gate frob", 4, "\"frob\" of \"fallback 10.0.0.9:80 gate frob\"")]
    [InlineData("", "real=10.0.0.7:81 gate", 4, "Port 81 of 10.0.0.7 is left out, as ldirectord leaves it out")]
    [InlineData("", "checktype=connect\nreal=10.0.0.7:80 gate 1 \"/other\", \"y\"", 5, "The request \"/other\" of 10.0.0.7 is left out: the check has no use for it")]
    [InlineData("", "fallback=10.0.0.9:80 masq", 4, "reached as the real servers are, by dr")]
    [InlineData("", "real=10.0.0.7:80 masq 1 \"/other\", \"y\"", 4, "The request \"/other\" of 10.0.0.7 is left out")]
    [InlineData("", "real=10.0.0.7:80", 4, "it should be HOST")]
    [InlineData("", "real=sql1->sql3:80 gate", 4, "a range should be of addresses")]
    public void What_has_no_equivalent_is_named_with_its_line(string globals, string own, int line, string said)
    {
        var conversion = Converted.Ldirectord(Text(globals, "192.0.2.50:80", own));

        Assert.Single(conversion.Services);
        Assert.Contains(conversion.Leftovers, leftover =>
            leftover.StartsWith($"{Converted.File}:{line}: ", StringComparison.Ordinal) && leftover.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("virtual=frob\n\treal=10.0.0.1:80 gate", "it should be ADDRESS:PORT, or the number of a firewall mark")]
    [InlineData("virtual=192.0.2.50:80\n\tscheduler=rr", "192.0.2.50-80 is left out: it has no real server")]
    public void A_virtual_that_is_no_service_is_left_out(string text, string said)
    {
        var conversion = Converted.Ldirectord(text);

        Assert.Empty(conversion.Services);
        Assert.Contains(conversion.Leftovers, leftover => leftover.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_blank_line_ends_a_virtual_and_a_comment_does_not()
    {
        var statements = LdirectordText.Read("cf", "virtual=a:1\n  # not this\n\treal=b:1 gate # nor this\n#\n    scheduler = \"rr\"\n\n    protocol=tcp\nfork=yes\r\n");

        Assert.Equal(["virtual", "", "fork"], statements.Select(statement => statement.Keyword));
        Assert.Equal(["cf:3 real b:1 gate", "cf:5 scheduler rr"], statements[0].Block.Select(inside => $"{inside.Place} {inside}"));
        Assert.Equal("cf:7", $"{statements[1].Place}");
        Assert.Equal("yes", statements[2].Word(0));
    }

    [Fact]
    public void A_short_name_of_its_own_is_the_name_of_the_service_where_nobody_else_has_it()
    {
        var conversion = Converted.Ldirectord(
            Text("", "192.0.2.50:80", "servicename=Web") + "\n" + Text("", "192.0.2.51:80", "servicename=Web") + "\n" + Text("", "192.0.2.52:80", ""));

        Assert.Equal(["Web", "192.0.2.51-80", "192.0.2.52-80"], conversion.Services.Select(service => service.Name));
    }

    [Fact]
    public void Any_text_is_read_and_no_line_of_it_is_lost() => Prop.ForAll(Lines(), lines =>
    {
        var text = string.Join('\n', lines);
        Converted.Ldirectord(text);
        var statements = LdirectordText.Read("cf", text).SelectMany(one => one.Block.Prepend(one)).ToList();
        var expected = lines.Select((line, index) => (Line: line.Trim(), Number: index + 1)).Where(line => line.Line is not "" and not ['#', ..]).Select(line => line.Number);
        return statements.Select(statement => statement.Place.Line).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<string[]> Lines() => Gen.Elements(
            "virtual=1", "virtual=192.0.2.50:80", "virtual6=[::1]:1", "\treal=10.0.0.1:80 gate", "    real=a->b:1 masq 1 \"x\", \"", "\tservice=http", "\tservice=pgsql",
            "\tchecktype=external", "\tchecktype=", "\trequest=\"\"", "\tfallback=", "\tservicename=", "fallback=x gate", "quiescent=yes", "", "#", "\t#", "=", "é = =", "\tnetmask=", "virtual=", "\tservice=dns", "\tcheckport=9")
        .ArrayOf().ToArbitrary();

    // Where there is one global directive at most, the virtual is in line 2, the first of its own directives in line 4.
    private static string Text(string globals, string name, string own) =>
        $"{globals}\nvirtual={name}\n\treal=10.0.0.1:80 gate\n{string.Concat(own.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"\t{line}\n"))}";
}

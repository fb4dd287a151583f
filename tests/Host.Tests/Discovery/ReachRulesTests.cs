using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Tests.Discovery;

public sealed class ReachRulesTests
{
    [Theory]
    [InlineData(ForwardMethod.Dr, 0, null)]
    [InlineData(ForwardMethod.Dr, 80, null)]
    [InlineData(ForwardMethod.Dr, 81, "direct routing leaves ports alone")]
    [InlineData(ForwardMethod.Tunnel, 81, "a tunnel leaves ports alone")]
    [InlineData(ForwardMethod.Nat, 81, null)]
    public void Only_translation_reaches_another_port(ForwardMethod method, int port, string? said) =>
        Says(said, new ReachRules { Port = 80, Method = method }, Server("10.0.0.2") with { Port = port });

    [Theory]
    [InlineData(ForwardMethod.Dr)]
    [InlineData(ForwardMethod.Nat)]
    [InlineData(ForwardMethod.Tunnel)]
    public void A_firewall_mark_has_no_port_to_differ_from(ForwardMethod method) =>
        Says(null, new ReachRules { Port = 0, Method = method }, Server("10.0.0.2") with { Port = 81 });

    [Theory]
    [InlineData(ForwardMethod.Dr, AddressFamily.InterNetworkV6, "should be IPv6")]
    [InlineData(ForwardMethod.Nat, AddressFamily.InterNetworkV6, "should be IPv6")]
    [InlineData(ForwardMethod.Tunnel, AddressFamily.InterNetworkV6, null)]
    [InlineData(ForwardMethod.Nat, AddressFamily.InterNetwork, null)]
    public void Only_a_tunnel_leads_to_the_other_family(ForwardMethod method, AddressFamily family, string? said) =>
        Says(said, new ReachRules { Port = 80, Method = method, Family = family }, Server("10.0.0.2"));

    [Fact]
    public void A_servers_own_method_comes_first()
    {
        var rules = new ReachRules { Port = 80, Method = ForwardMethod.Dr };

        Says(null, rules, Server("10.0.0.2") with { Port = 81, ForwardMethod = ForwardMethod.Nat });
    }

    [Fact]
    public void The_director_itself_is_routed_to_whatever_the_others_are()
    {
        var rules = new ReachRules { Port = 80, Method = ForwardMethod.Nat };

        Assert.Equal(ForwardMethod.Dr, rules.Completed(Server("127.0.0.1")).ForwardMethod);
        Assert.Null(rules.Completed(Server("10.0.0.2")).ForwardMethod);
        Assert.Null((rules with { IsLocal = true }).Completed(Server("127.0.0.1")).ForwardMethod);
        Says("direct routing leaves ports alone", rules, rules.Completed(Server("127.0.0.1") with { Port = 81 }));
        Says("loopback", rules, Server("127.0.0.1") with { ForwardMethod = ForwardMethod.Nat });
    }

    [Fact]
    public void What_is_said_of_one_server_goes_before_what_its_source_says()
    {
        var rules = new ReachRules
        {
            Port = 80,
            Hosts = [new WeightedHost { Host = "10.0.0.2", Port = 81, ForwardMethod = ForwardMethod.Nat, UpperThreshold = 9, LowerThreshold = 8 }],
        };

        var server = rules.Completed(Server("10.0.0.2") with { ForwardMethod = ForwardMethod.Tunnel, UpperThreshold = 5, LowerThreshold = 4 });
        var other = rules.Completed(Server("10.0.0.3") with { ForwardMethod = ForwardMethod.Tunnel, UpperThreshold = 5, LowerThreshold = 4 });

        Assert.Equal((81, ForwardMethod.Nat, 9, 8), (server.Port, server.ForwardMethod, server.UpperThreshold, server.LowerThreshold));
        Assert.Equal((0, ForwardMethod.Tunnel, 5, 4), (other.Port, other.ForwardMethod, other.UpperThreshold, other.LowerThreshold));
        Says(null, rules, server);
    }

    private static RealServer Server(string address) => new() { Host = address, Address = IPAddress.Parse(address) };

    private static void Says(string? said, ReachRules rules, RealServer server)
    {
        var objection = rules.ObjectionTo(server);
        if (said is null)
        {
            Assert.Null(objection);
        }
        else
        {
            Assert.Contains(said, objection, StringComparison.Ordinal);
        }
    }
}

using System.Net;
using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class ListBorderTests
{
    [Fact]
    public void A_list_is_copied_with_all_that_it_says()
    {
        var labels = new Dictionary<string, string> { ["a"] = "b" };
        var listed = new RealServer { Host = "node1", Address = IPAddress.Parse("10.0.0.1"), Port = 5432, Weight = 3, ForwardMethod = ForwardMethod.Nat, UpperThreshold = 9, LowerThreshold = 8, Labels = labels };

        var copy = Assert.Single(ListBorder.Copy([listed], 10));

        labels["a"] = "changed";
        Assert.Equal(("node1", IPAddress.Parse("10.0.0.1"), 5432, 3, "b"), (copy.Host, copy.Address, copy.Port, copy.Weight, copy.Labels["a"]));
        Assert.Equal((ForwardMethod.Nat, 9, 8), (copy.ForwardMethod, copy.UpperThreshold, copy.LowerThreshold));
    }

    [Fact]
    public void Null_is_no_list() => Refused("null instead of a list", null);

    [Fact]
    public void A_null_server_is_named() => Refused("a null server", [null!]);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\nFATAL all is lost")]
    [InlineData("a\u001b[31m")]
    [InlineData("a\u202eb")]
    [InlineData("[2001:db8::2]")]
    [InlineData("[2001:db8::2]:5433")]
    public void A_host_that_is_no_word_is_refused(string host) => Refused("printable", [new RealServer { Host = host }]);

    [Fact]
    public void A_host_that_is_too_long_is_refused() => Refused("253", [new RealServer { Host = new string('a', 254) }]);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("ff02::1")]
    public void An_address_that_no_host_can_have_is_refused(string address)
    {
        Refused("no host can have", [new RealServer { Host = address }]);
        Refused("no host can have", [new RealServer { Host = "node1", Address = IPAddress.Parse(address) }]);
    }

    [Fact]
    public void A_number_is_a_name() => Assert.Equal("12", Assert.Single(ListBorder.Copy([new RealServer { Host = "12" }], 10)).Host);

    [Fact]
    public void Ports_and_weights_have_bounds()
    {
        Refused("port", [new RealServer { Host = "a", Port = 65536 }]);
        Refused("weight", [new RealServer { Host = "a", Weight = -1 }]);
        Refused("thresholds -1 and 0", [new RealServer { Host = "a", UpperThreshold = -1 }]);
        Refused("thresholds 0 and 1", [new RealServer { Host = "a", LowerThreshold = 1 }]);
        Refused("forwarding method 7", [new RealServer { Host = "a", ForwardMethod = (ForwardMethod)7 }]);
    }

    [Fact]
    public void More_servers_than_there_may_be_are_refused_although_the_list_never_ends() =>
        Refused("max_real_servers", Endless(), most: 100);

    [Fact]
    public void Labels_are_bounded_and_cleaned()
    {
        var labels = Enumerable.Range(0, 100).ToDictionary(number => $"name{number}\n", number => new string('x', 1000));

        var copy = Assert.Single(ListBorder.Copy([new RealServer { Host = "a", Labels = labels }], 10));

        Assert.Equal(32, copy.Labels.Count);
        Assert.All(copy.Labels, label => Assert.True(label.Key.Length <= 64 && label.Value.Length <= 257 && !label.Key.Contains('\n')));
    }

    private static IEnumerable<RealServer> Endless()
    {
        while (true)
        {
            yield return new RealServer { Host = "node1" };
        }
    }

    private static void Refused(string why, IEnumerable<RealServer>? servers, int most = 10) =>
        Assert.Contains(why, Assert.Throws<PluginFailureException>(() => ListBorder.Copy(servers, most)).Message, StringComparison.Ordinal);
}

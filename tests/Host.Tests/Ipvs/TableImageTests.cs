using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Ipvs;

public sealed class TableImageTests
{
    private static readonly byte[] Service = Convert.FromHexString(CapturedAnswers.PersistentService);
    private static readonly byte[] Routed = Convert.FromHexString(CapturedAnswers.RoutedDestination);
    private static readonly byte[] Tunnelled = Convert.FromHexString(CapturedAnswers.TunnelledDestination);

    private readonly TableImage _image = new();

    [Fact]
    public void What_is_told_again_is_the_same_however_often()
    {
        Keep(Service, Routed, Tunnelled);

        Assert.True(Is(Service, Routed, Tunnelled));
        Assert.True(Is(Service, Routed, Tunnelled));
    }

    [Fact]
    public void Less_more_other_and_another_order_differ_and_change_nothing_of_what_is_kept()
    {
        byte[][] kept = [Service, Routed];
        Keep(kept);

        foreach (var other in new byte[][][] { [Service], [], [Service, Routed, Tunnelled], [Routed, Service], [Service, Tunnelled], [Tunnelled] })
        {
            Assert.False(Is(other));
            Assert.True(Is(kept));
        }
    }

    [Fact]
    public void What_is_kept_anew_takes_the_place_of_what_was()
    {
        Keep(Service, Routed, Tunnelled);
        Keep(Service);

        Assert.True(Is(Service));
        Assert.False(Is(Service, Routed, Tunnelled));
        Keep();
        Assert.True(Is());
        Assert.False(Is(Service));
    }

    [Fact]
    public void Nothing_is_the_same_before_something_was_kept_to_its_end()
    {
        Assert.False(Is());
        Keep(Service);
        _image.Record();
        _image.Take(Service);

        Assert.False(Is(Service));
        Assert.False(Is());
    }

    [Fact]
    public void Each_attribute_counts_but_for_what_connections_do()
    {
        Keep(Service, Routed);

        foreach (var (isService, message) in new[] { (true, Service), (false, Routed) })
        {
            foreach (var (type, place) in AttributesOf(message))
            {
                var other = message.ToArray();
                other[place]++;
                var isCount = isService ? type is 10 or 12 : type is 7 or 8 or 9 or 10 or 12;
                var isSame = isService ? Is(other, Routed) : Is(Service, other);
                Assert.True(isSame == isCount, $"attribute {type} of the {(isService ? "service" : "destination")}");
            }
        }
    }

    [Fact]
    public void A_comparison_takes_no_memory_for_a_real_server()
    {
        var table = Enumerable.Repeat(Routed, 10_000).ToArray();
        Keep(table);
        Is(table);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(Is(table));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    private void Keep(params byte[][] messages)
    {
        _image.Record();
        Tell(messages);
    }

    private bool Is(params byte[][] messages)
    {
        _image.Compare();
        return Tell(messages);
    }

    private bool Tell(byte[][] messages)
    {
        foreach (var message in messages)
        {
            _image.Take(message);
        }

        return _image.End();
    }

    // The place of the first byte of each value, and of the first of those inside where it is nested.
    private static List<(ushort Type, int Place)> AttributesOf(byte[] message)
    {
        var found = new List<(ushort, int)>();
        var outer = new AttributeReader(message);
        Assert.True(outer.Read());
        var inner = new AttributeReader(outer.Value);
        var place = NetlinkProtocol.AttributeHeaderLength;
        while (inner.Read())
        {
            found.Add((inner.Type, place + NetlinkProtocol.AttributeHeaderLength));
            place += NetlinkProtocol.Align(NetlinkProtocol.AttributeHeaderLength + inner.Value.Length);
        }

        return found;
    }
}

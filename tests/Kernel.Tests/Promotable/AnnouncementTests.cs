using System.Buffers.Binary;
using System.Net;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Promotable;

/// <summary>What the other hosts of the subnet hear, by the installed host, when an address has come.</summary>
public sealed class AnnouncementTests : PromotableTest
{
    private const int Times = 5;
    private const ushort Arp = 0x0806;
    private const ushort IPv6 = 0x86dd;

    [SkippableFact]
    public async Task An_address_is_announced_five_times_and_five_times_again_for_as_long_as_the_interface_has_it()
    {
        await SetUpAsync();
        Skip.If(Environment.GetEnvironmentVariable("LVSDR_INSTALLED") is null, "LVSDR_INSTALLED does not say where the host is.");
        await Node.Network.IpAsync($"addr add {PromotableNode.Vip}/24 dev eth0");
        await Node.Network.IpAsync($"addr add {PromotableNode.Vip6}/64 dev eth0 nodad preferred_lft 0");
        using var client = new FrameListener(Node.Network.Client);
        int Requests() => client.Count(frame => IsArp(frame, operation: 1));
        int Answers() => client.Count(frame => IsArp(frame, operation: 2));
        int Advertisements() => client.Count(IsAdvertisement);

        var announced = AnnounceAsync(PromotableNode.Vip);
        var announced6 = AnnounceAsync(PromotableNode.Vip6);
        await Eventually.HoldsAsync(() => Advertisements() == Times, "the address of IPv6 should have been announced five times.");
        await Node.Network.IpAsync($"addr del {PromotableNode.Vip6}/64 dev eth0");

        (await announced6).Expect(0);
        (await announced).Expect(0);
        Assert.Equal((2 * Times, 2 * Times, Times), (Requests(), Answers(), Advertisements()));
    }

    private Task<CommandResult> AnnounceAsync(string address) =>
        Node.Network.CommandAsync([Path.Combine(Laboratory.Installed, "usr/lib/lvsdr/lvsdr"), "announce", address, "eth0"], "reads", []);

    // Sender and target are the address itself, and all hosts get it.
    private static bool IsArp(byte[] frame, ushort operation) =>
        frame.Length >= 42 && BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(12)) == Arp && BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(20)) == operation
        && frame.AsSpan(0, 6).IndexOfAnyExcept((byte)0xff) < 0
        && frame.AsSpan(28, 4).SequenceEqual(IPAddress.Parse(PromotableNode.Vip).GetAddressBytes()) && frame.AsSpan(38, 4).SequenceEqual(frame.AsSpan(28, 4));

    // Type 136 of ICMPv6, of the address, neither router nor solicited but to be believed.
    private static bool IsAdvertisement(byte[] frame) =>
        frame.Length >= 78 && BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(12)) == IPv6 && frame[54] == 136 && frame[58] == 0x20
        && frame.AsSpan(62, 16).SequenceEqual(IPAddress.Parse(PromotableNode.Vip6).GetAddressBytes());
}

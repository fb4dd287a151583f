using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Tests.Netlink;

public sealed class GenericNetlinkClientTests
{
    [Fact]
    public async Task The_kernel_of_this_machine_knows_the_control_family_and_not_an_invented_one()
    {
        using var client = new GenericNetlinkClient(
            new NetlinkConnection(Libc.OpenGenericNetlink, TimeProvider.System, TimeSpan.FromSeconds(20)));
        Assert.Equal(NetlinkProtocol.ControlFamily, (await client.FindFamilyAsync("nlctrl", CancellationToken.None))?.Id);
        Assert.Null(await client.FindFamilyAsync("lvsdr-invented", CancellationToken.None));
        Assert.Equal(NetlinkProtocol.ControlFamily, (await client.FindFamilyAsync("nlctrl", CancellationToken.None))?.Id);
    }

    [Fact]
    public async Task The_kernel_of_this_machine_lists_its_families()
    {
        using var client = new GenericNetlinkClient(
            new NetlinkConnection(Libc.OpenGenericNetlink, TimeProvider.System, TimeSpan.FromSeconds(20)));
        var control = new GenericNetlinkFamily(NetlinkProtocol.ControlFamily, NetlinkProtocol.ControlVersion);
        var names = new List<string>();
        await client.DumpAsync(
            control,
            NetlinkProtocol.ControlGetFamily,
            [],
            payload =>
            {
                var attributes = new AttributeReader(payload);
                while (attributes.Read())
                {
                    if (attributes.Type == NetlinkProtocol.ControlFamilyName)
                    {
                        names.Add(attributes.Text());
                    }
                }
            },
            CancellationToken.None);
        Assert.Contains("nlctrl", names);
    }

    [Fact]
    public async Task The_lookup_of_a_family_has_the_bytes_of_the_header_files()
    {
        using var kernel = new FakeKernel(request => [request.Reply(Family(0x1b)), request.Acknowledge()]);
        using var client = new GenericNetlinkClient(kernel.Connect());
        var family = await client.FindFamilyAsync("IPVS", CancellationToken.None);
        Assert.Equal(new GenericNetlinkFamily(0x1b, 1), family);
        Assert.Equal(
            // nlmsghdr (32 bytes, GENL_ID_CTRL, REQUEST|ACK), genlmsghdr (GETFAMILY), CTRL_ATTR_FAMILY_NAME
            "20000000" + "1000" + "0500" + "01000000" + "00000000" + "03020000" + "09000200" + "4950565300" + "000000",
            Convert.ToHexString(Assert.Single(kernel.Requests).Bytes));
    }

    [Fact]
    public async Task A_refusal_other_than_a_missing_family_is_an_error()
    {
        using var kernel = new FakeKernel(request => [request.Acknowledge(Errno.NotPermitted)]);
        using var client = new GenericNetlinkClient(kernel.Connect());
        var exception = await Assert.ThrowsAsync<NetlinkException>(() => client.FindFamilyAsync("IPVS", CancellationToken.None));
        Assert.Equal(Errno.NotPermitted, exception.Errno);
    }

    [Fact]
    public async Task A_family_without_a_number_or_without_a_description_is_malformed()
    {
        using var nameless = new FakeKernel(request => [request.Reply(new AttributeWriter()), request.Acknowledge()]);
        using var silent = new FakeKernel(request => [request.Acknowledge()]);
        foreach (var kernel in new[] { nameless, silent })
        {
            using var client = new GenericNetlinkClient(kernel.Connect());
            await Assert.ThrowsAsync<MalformedMessageException>(() => client.FindFamilyAsync("IPVS", CancellationToken.None));
        }
    }

    internal static AttributeWriter Family(ushort id)
    {
        var attributes = new AttributeWriter();
        attributes.Write(NetlinkProtocol.ControlFamilyName, "IPVS");
        attributes.Write(NetlinkProtocol.ControlFamilyId, id);
        attributes.Write(NetlinkProtocol.ControlVersionAttribute, 1u);
        return attributes;
    }
}

using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Promotable;

/// <summary>With avoid_primary=true: the node of the primary that real servers follow directs only while no other can.</summary>
public sealed class AvoidPrimaryTests : PromotableTest
{
    private const string Own = "192.0.2.1";
    private const string Unknown = "avoid_primary=true, and no source has said yet where the primary is";

    private string HostFolder => Path.Combine(Node.Network.Run, "lvsdr-reads");

    private string? Told => Node.Got("attributes").Split('\n').LastOrDefault(line => line.Contains("lvsdr-primary-reads", StringComparison.Ordinal));

    [SkippableFact]
    public async Task The_director_beside_the_primary_lowers_its_score_and_tells_the_others_where_that_is()
    {
        await SetUpAsync();
        Node.Parameters["avoid_primary"] = "true";
        await Node.DoAllAsync("start", "promote");
        Assert.Equal("--update=110", Node.Score);
        Assert.Equal(Unknown, (await Node.MonitorAsync()).Expect(OcfCode.DegradedPromoted).Reason);

        HostKnows($"2001:db8::77 {Own}");
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
        Assert.Equal("--update=60", Node.Score);
        Assert.EndsWith($"--name lvsdr-primary-reads --update 2001:db8::77 {Own}", Told, StringComparison.Ordinal);

        HostKnows("192.0.2.2");
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);
        Assert.Equal("--update=110", Node.Score);
        Assert.EndsWith("--name lvsdr-primary-reads --update 192.0.2.2", Told, StringComparison.Ordinal);

        await Node.DoAllAsync("demote");
        Assert.EndsWith("--name lvsdr-primary-reads --delete", Told, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_instance_that_does_not_direct_goes_by_what_the_director_tells_and_then_by_what_was_known_last()
    {
        await SetUpAsync();
        Node.Parameters["avoid_primary"] = "true";
        ClusterKnows("");
        await Node.DoAllAsync("start");
        Assert.Equal("--update=100", Node.Score);

        ClusterKnows($"name=\"lvsdr-primary-reads\" host=\"node2\" value=\"{Own}\"");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal("--update=50", Node.Score);
        Assert.Null(Told);

        Node.Remove("attributes");
        ClusterKnows("");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal("", Node.Score);

        ClusterKnows("name=\"lvsdr-primary-reads\" host=\"node1\" value=\"\"\nname=\"lvsdr-primary-reads\" host=\"node2\" value=\"192.0.2.2\"");
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
        Assert.Equal("--update=100", Node.Score);
    }

    [SkippableFact]
    public async Task The_virtual_address_on_lo_is_nobodys_primary()
    {
        await SetUpAsync();
        Node.Parameters["avoid_primary"] = "true";
        ClusterKnows($"name=\"lvsdr-primary-reads\" host=\"node2\" value=\"{PromotableNode.Vip}\"");

        await Node.DoAllAsync("start");

        Assert.Equal("--update=100", Node.Score);
    }

    [SkippableFact]
    public async Task Where_it_is_wanted_no_more_the_score_is_that_of_the_others()
    {
        await SetUpAsync();
        Node.Parameters["avoid_primary"] = "true";
        await Node.DoAllAsync("start", "promote");
        HostKnows(Own);
        (await Node.MonitorAsync()).Expect(OcfCode.Promoted);

        Node.Parameters["avoid_primary"] = "false";
        await Node.DoAllAsync("reload-agent");

        Assert.Equal("--update=110", Node.Score);
        Assert.EndsWith("--name lvsdr-primary-reads --delete", Told, StringComparison.Ordinal);
        Node.Parameters["avoid_primary"] = "perhaps";
        Assert.Equal("avoid_primary=\"perhaps\" should be true or false.", (await Node.DoAsync("validate-all")).Expect(OcfCode.NotConfigured).Reason);
    }

    private void HostKnows(string addresses) => File.WriteAllText(Path.Combine(HostFolder, "primary"), addresses + "\n");

    private void ClusterKnows(string attributes)
    {
        Node.Put("told-by-others", attributes + "\n");
        Node.Program("attrd_updater", "cat \"$STUB/told-by-others\"");
    }
}

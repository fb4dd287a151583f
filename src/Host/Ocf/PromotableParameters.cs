namespace LvsPluggable.Host.Ocf;

/// <summary>The parameters of the agent lvs besides those of the host. The agent reads them itself; the host never sees them.</summary>
internal static class PromotableParameters
{
    public static IReadOnlyList<Parameter> All { get; } =
    [
        new Parameter<string>
        {
            Name = "vip",
            ShortDescription = "Virtual IP address",
            LongDescription = "The IPv4 or IPv6 address of the virtual service, in figures and without a netmask. On every node it is on "
                + "lo; on the one that directs it is on a network interface, too. No node may have it otherwise. Services of config all have it.",
            Required = true,
        },
        new Parameter<string>
        {
            Name = "nic",
            ShortDescription = "Network interface of the virtual address",
            LongDescription = "The network interface on which the node that directs has the virtual address. When it is not set, the one "
                + "whose subnet the address is in.",
        },
        new Parameter<int>
        {
            Name = "cidr_netmask",
            ShortDescription = "Length of the subnet's prefix",
            LongDescription = "The length of the prefix with which the virtual address is put on the network interface, such as 24 (IPv6: 64). "
                + "When it is not set, that of the subnet which the address is in.",
            Minimum = 1,
            Maximum = 128,
        },
        new Parameter<bool>
        {
            Name = "serve",
            ShortDescription = "Whether the node is a real server",
            LongDescription = "With false a node only directs: the virtual address is not on its lo, and it is left out where the nodes on "
                + "which the clone runs are the real servers. Which nodes those are is said by a rule, under which the parameter is set.",
            Default = "true",
        },
        new Parameter<string>
        {
            Name = "nic_lo",
            ShortDescription = "Label of the address on lo",
            LongDescription = "The label that an IPv4 address gets on lo: \"lo\", or \"lo:\" and a name, 15 characters at most. Several "
                + "addresses may have the same. IPv6 addresses have no label.",
            Default = "lo:0",
        },
        new Parameter<bool>
        {
            Name = "warm",
            ShortDescription = "Whether a host is ready where the node does not direct",
            LongDescription = "With true a host runs beside the instances that are not promoted, too: it asks sources and checks, and the kernel "
                + "has nothing of it. A promotion then waits for no answer and for no program to start, only for the table to be written. It "
                + "costs each node what a host costs, and each real server a check more for each node.",
            Default = "false",
        },
        new Parameter<bool>
        {
            Name = "avoid_primary",
            ShortDescription = "Whether the primary's node directs only while no other can",
            LongDescription = "With true the node of the primary that the real servers follow directs only while no other node can: its promotion "
                + "score is lower by 50. A source has to say where the primary is, as postgres_source does. After a failover of the database onto "
                + "the director's node the virtual address moves, and connections that it does not synchronise are cut.",
            Default = "false",
        },
    ];
}

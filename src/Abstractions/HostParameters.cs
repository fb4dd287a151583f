namespace LvsPluggable;

/// <summary>The host's own parameters that plugins may read.</summary>
public static class HostParameters
{
    /// <summary>The greatest weight that ipvsadm accepts.</summary>
    public const int MaximumWeight = 65535;

    /// <summary>The weight of a real server for which nothing else says one.</summary>
    public static Parameter<int> DefaultWeight { get; } = new()
    {
        Name = "default_weight",
        ShortDescription = "Default weight of a real server",
        LongDescription = "The weight of a real server for which neither weight_of_realservers nor its source says one. "
            + "0 keeps such servers in the table without sending them connections.",
        Default = "1",
        Minimum = 0,
        Maximum = MaximumWeight,
    };

    /// <summary>
    /// Real servers and their weights: <c>node1,weight1 node2 …</c>, and port, thresholds and forwarding method of each. Next to a source of real servers it gives weights only; with
    /// no other source it is the list of real servers.
    /// </summary>
    public static Parameter<IReadOnlyList<WeightedHost>> WeightOfRealServers { get; } = new()
    {
        Name = "weight_of_realservers",
        ShortDescription = "Weights of real servers",
        LongDescription = "Real servers and their weights, as \"node1,weight1 node2,weight2 ...\". Without a weight, default_weight "
            + "applies. Next to a script or a dependent resource that lists real servers it only gives weights; otherwise these "
            + "hosts are the real servers. An entry may say more: \"node2:5433,1,100,50,nat\" is a real server at port 5433 that gets no new "
            + "connections from 100 on until it has fewer than 50 (as max_connections says for all), and is reached by nat (as "
            + "forward_method says for all). What is left out, as in \"node2,,100\" or \"node2,tunnel\", is as for all.",
        Parse = WeightText.Read,
        Expected = "hosts and weights such as \"node1,1 node2,2 node3\"",
    };

    /// <summary>How long a source may take; then it is cancelled and its last list stays.</summary>
    public static Parameter<TimeSpan> SourceTimeout { get; } = new()
    {
        Name = "source_timeout",
        ShortDescription = "Deadline of a source of real servers",
        LongDescription = "How long a script or another source may take to list the real servers. One that is later is ended, and "
            + "the last list stays in use.",
        Default = "10s",
        Minimum = ShortestTimeout,
        Maximum = LongestDuration,
    };

    /// <summary>How long one health check may take; then it is cancelled, which is one failure towards <c>fall</c>.</summary>
    public static Parameter<TimeSpan> CheckTimeout { get; } = new()
    {
        Name = "check_timeout",
        ShortDescription = "Deadline of a health check",
        LongDescription = "How long one check of one real server may take. One that is later is ended and counts as one failure "
            + "towards fall. Where it is not set, script checks may take 10 seconds.",
        Default = "3s",
        Minimum = ShortestTimeout,
        Maximum = LongestDuration,
    };

    private static TimeSpan ShortestTimeout => TimeSpan.FromMilliseconds(100);

    private static TimeSpan LongestDuration => TimeSpan.FromHours(24);
}

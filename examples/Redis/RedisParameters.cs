using System.Net;
using LvsPluggable;
using StackExchange.Redis;

namespace Redis;

/// <summary>The parameters of the plugin.</summary>
internal static class RedisParameters
{
    public static Parameter<IReadOnlyList<EndPoint>> Sentinels { get; } = new()
    {
        Name = "redis_sentinels",
        ShortDescription = "Sentinels that know the replicas",
        LongDescription = "Sentinels with their ports, such as \"node1:26379 node2:26379 node3:26379\". The replicas that they know are the real servers, and a "
            + "change that they tell of is followed at once.",
        Parse = text => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one =>
            one.Contains(':', StringComparison.Ordinal) && EndPointCollection.TryParse(one) is { } sentinel ? sentinel
                : throw new FormatException("should be hosts with ports, such as \"node1:26379 node2:26379\""))],
        Expected = "hosts with ports, such as \"node1:26379 node2:26379\"",
    };

    public static Parameter<string> Primary { get; } = new()
    {
        Name = "redis_primary",
        ShortDescription = "Name of the primary at the sentinels",
        LongDescription = "What the sentinels call the primary whose replicas are the real servers: \"sentinel monitor NAME ...\" in their configuration.",
        Default = "mymaster",
    };

    public static Parameter<string> Password { get; } = new()
    {
        Name = "redis_password",
        ShortDescription = "Password of Redis",
        LongDescription = "The password that the replicas want.",
        Secret = true,
    };

    public static Parameter<string> SentinelPassword { get; } = new()
    {
        Name = "redis_sentinel_password",
        ShortDescription = "Password of the sentinels",
        LongDescription = "The password that the sentinels want.",
        Secret = true,
    };

    public static Parameter<TimeSpan> MaximumSilence { get; } = new()
    {
        Name = "redis_max_silence",
        ShortDescription = "How long a replica may hear nothing of its primary",
        LongDescription = "A replica that has heard nothing of its primary for longer is in doubt. Set, it makes every real server be asked whether it "
            + "is a replica. A primary says something every repl-ping-replica-period, 10 seconds, so less than that is too little.",
        Minimum = TimeSpan.FromSeconds(1),
    };
}

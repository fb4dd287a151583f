using LvsPluggable;
using StackExchange.Redis;

namespace Redis;

/// <summary>Takes the replicas of Redis from its sentinels, and checks by INFO that each is one and hears of its primary.</summary>
public sealed class RedisPlugin : ILvsPlugin
{
    public string Name => "redis";

    public IReadOnlyList<Parameter> Parameters { get; } =
    [
        RedisParameters.Sentinels, RedisParameters.Primary, RedisParameters.SentinelPassword, RedisParameters.Password, RedisParameters.MaximumSilence,
    ];

    public void Configure(IPluginBuilder plugin)
    {
        if (plugin.TryGet(RedisParameters.Sentinels, out var sentinels))
        {
            plugin.TryGet(RedisParameters.SentinelPassword, out var password);
            var options = new ConfigurationOptions
            {
                EndPoints = new EndPointCollection([.. sentinels]),
                CommandMap = CommandMap.Sentinel,
                Password = password,
                TieBreaker = "",
                // One that answers is enough.
                AbortOnConnectFail = false,
                BacklogPolicy = BacklogPolicy.FailFast,
            };
            var primary = plugin.Get(RedisParameters.Primary);
            plugin.AddSource("redis", () => new SentinelSource(options, primary, plugin.Service.Port));
        }

        if (plugin.TryGet(RedisParameters.MaximumSilence, out var silence))
        {
            plugin.TryGet(RedisParameters.Password, out var password);
            plugin.AddCheck("redis", server => new ReplicaCheck(server, plugin.Service.Port, password, silence));
        }
    }
}

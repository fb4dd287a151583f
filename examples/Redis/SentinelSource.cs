using System.Globalization;
using LvsPluggable;
using StackExchange.Redis;

namespace Redis;

/// <summary>The replicas that the sentinels know. What they publish wakes the host.</summary>
internal sealed class SentinelSource(ConfigurationOptions options, string primary, int port) : IRealServerSource, IWakeable
{
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Connection _connection = new(options);
    private bool _isSubscribed;

    public async ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
    {
        var sentinels = await _connection.OpenAsync(cancellationToken);
        Exception? last = null;
        foreach (var sentinel in sentinels.GetServers().Where(sentinel => sentinel.IsConnected))
        {
            try
            {
                await SubscribeAsync(sentinels, cancellationToken);
                var replicas = await sentinel.SentinelReplicasAsync(primary).WaitAsync(cancellationToken);
                return [.. replicas.Select(ServerOf)];
            }
            catch (Exception failure) when (failure is RedisException or TimeoutException)
            {
                last = failure;
            }
        }

        throw new InvalidOperationException($"no sentinel tells the replicas of {primary}{(last is null ? "" : $": {last.Message}")}", last);
    }

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => await _changed.WaitAsync(cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    // Once; the library does so again on a connection that takes the place of a lost one.
    private async Task SubscribeAsync(ConnectionMultiplexer sentinels, CancellationToken cancellationToken)
    {
        if (!_isSubscribed)
        {
            await sentinels.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("*"), (_, _) => _changed.Release()).WaitAsync(cancellationToken);
            _isSubscribed = true;
        }
    }

    // Those that a sentinel cannot reach, but has not forgotten, are listed: the check is there to tell.
    private RealServer ServerOf(KeyValuePair<string, string>[] replica)
    {
        var facts = replica.ToDictionary(StringComparer.Ordinal);
        var own = int.Parse(facts["port"], CultureInfo.InvariantCulture);
        return new RealServer { Host = facts["ip"], Port = own == port ? 0 : own };
    }
}

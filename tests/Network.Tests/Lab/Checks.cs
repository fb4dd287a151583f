using System.Net;
using System.Net.Sockets;
using LvsPluggable.Plugins;
using LvsPluggable.Plugins.Network;

namespace LvsPluggable.Network.Tests.Lab;

/// <summary>Makes checks as the host does, and says what a result must be.</summary>
internal static class Checks
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static RecordingBuilder Configured(params (string Name, string Text)[] texts)
    {
        var builder = new RecordingBuilder(texts.ToDictionary(pair => pair.Name, pair => pair.Text));
        new NetworkPlugin().Configure(builder);
        return builder;
    }

    /// <summary>The only check that the parameters ask for.</summary>
    public static IHealthCheck Create(EndPoint server, params (string Name, string Text)[] texts) => Create(server, "real", texts);

    /// <summary>The only check that the parameters ask for, of a server with a name.</summary>
    public static IHealthCheck Create(EndPoint server, string host, params (string Name, string Text)[] texts)
    {
        var endPoint = (IPEndPoint)server;
        return Assert.Single(Configured(texts).Checks).Value(
            new RealServer { Host = host, Address = endPoint.Address, Port = endPoint.Port });
    }

    /// <summary>Looks, within a time that only a fault exceeds.</summary>
    public static async Task<HealthResult> AskAsync(this IHealthCheck check)
    {
        using var late = new CancellationTokenSource(Deadline);
        return await check.CheckAsync(late.Token);
    }

    public static async Task IsHealthyAsync(this IHealthCheck check)
    {
        var result = await check.AskAsync();
        Assert.True(result.Status == HealthStatus.Healthy, $"{result.Status}: {result.Reason}");
    }

    /// <summary>A failure that decides at once.</summary>
    public static void IsCertain(HealthResult result, string words)
    {
        Assert.Contains(words, result.Reason, StringComparison.Ordinal);
        Assert.Equal((HealthStatus.Unhealthy, true), (result.Status, result.IsCertain));
        Assert.All(result.Reason!, letter => Assert.False(char.IsControl(letter)));
    }

    /// <summary>Something that is not the server's.</summary>
    public static void IsUnknown(HealthResult result, string words)
    {
        Assert.Contains(words, result.Reason, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unknown, result.Status);
    }

    /// <summary>Looks with a token that is cancelled meanwhile, as the host does at <c>check_timeout</c>.</summary>
    /// <param name="check">The check.</param>
    /// <param name="after">When it is; null: after a while.</param>
    public static async Task IsGivenUpAsync(this IHealthCheck check, Task? after = null)
    {
        using var late = new CancellationTokenSource();
        var looking = check.CheckAsync(late.Token).AsTask();
        await (after ?? Task.Delay(TimeSpan.FromMilliseconds(300))).WaitAsync(Deadline);
        Assert.False(looking.IsCompleted);
        await late.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => looking.WaitAsync(Deadline));
    }

    /// <summary>An address and port on which nobody listens.</summary>
    public static IPEndPoint Closed(ProtocolType protocol = ProtocolType.Tcp)
    {
        using var socket = new Socket(
            AddressFamily.InterNetwork, protocol == ProtocolType.Tcp ? SocketType.Stream : SocketType.Dgram, protocol);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.3.9"), 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}

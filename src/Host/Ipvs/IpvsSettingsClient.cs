using LvsPluggable.Host.Netlink;

namespace LvsPluggable.Host.Ipvs;

/// <summary><see cref="IIpvsSettings"/> over generic netlink.</summary>
internal sealed class IpvsSettingsClient(IpvsChannel channel) : IIpvsSettings, IDisposable
{
    public void Dispose() => channel.Dispose();

    public async Task<Timeouts> GetTimeoutsAsync(CancellationToken cancellationToken)
    {
        Timeouts? timeouts = null;
        var request = new IpvsRequest(IpvsProtocol.GetConfiguration, "read", "the time-outs of IPVS");
        await channel.SendAsync(request, payload => timeouts = ReadTimeouts(payload), cancellationToken);
        return timeouts ?? throw request.Unanswered();
    }

    public async Task SetTimeoutsAsync(Timeouts timeouts, CancellationToken cancellationToken)
    {
        var request = new IpvsRequest(IpvsProtocol.SetConfiguration, "set", "the time-outs of IPVS");
        request.Attributes.Write(IpvsProtocol.CommandTcpTimeout, (uint)timeouts.Tcp);
        request.Attributes.Write(IpvsProtocol.CommandTcpFinTimeout, (uint)timeouts.TcpFin);
        request.Attributes.Write(IpvsProtocol.CommandUdpTimeout, (uint)timeouts.Udp);
        await channel.SendAsync(request, static _ => { }, cancellationToken);
    }

    public async Task<IReadOnlyList<SyncDaemon>> GetSyncDaemonsAsync(CancellationToken cancellationToken)
    {
        var daemons = new List<SyncDaemon>();
        var request = new IpvsRequest(IpvsProtocol.GetDaemon, "list", "the daemons of synchronisation") { IsDump = true };
        await channel.SendAsync(
            request,
            payload =>
            {
                if (SyncDaemonCodec.Read(payload) is { } daemon)
                {
                    daemons.Add(daemon);
                }
            },
            cancellationToken);
        return daemons;
    }

    public async Task StartSyncDaemonAsync(SyncDaemon daemon, CancellationToken cancellationToken)
    {
        var request = new IpvsRequest(IpvsProtocol.NewDaemon, "start", $"the {Words(daemon.State)} daemon on {daemon.Interface}");
        SyncDaemonCodec.Write(request.Attributes, daemon);
        await channel.SendAsync(request, static _ => { }, cancellationToken);
    }

    public async Task StopSyncDaemonAsync(SyncState state, CancellationToken cancellationToken)
    {
        var request = new IpvsRequest(IpvsProtocol.DeleteDaemon, "stop", $"the {Words(state)} daemon");
        SyncDaemonCodec.Write(request.Attributes, state);
        try
        {
            await channel.SendAsync(request, static _ => { }, cancellationToken);
        }
        catch (IpvsException exception) when (exception is { Errno: Errno.NoSuchProcess, Problem: IpvsProblem.Refused })
        {
            // It does not run, which is what was asked for.
        }
    }

    private static Timeouts ReadTimeouts(ReadOnlySpan<byte> payload)
    {
        var timeouts = new Timeouts(0, 0, 0);
        var attributes = new AttributeReader(payload);
        while (attributes.Read())
        {
            timeouts = attributes.Type switch
            {
                IpvsProtocol.CommandTcpTimeout => timeouts with { Tcp = (int)attributes.UInt32() },
                IpvsProtocol.CommandTcpFinTimeout => timeouts with { TcpFin = (int)attributes.UInt32() },
                IpvsProtocol.CommandUdpTimeout => timeouts with { Udp = (int)attributes.UInt32() },
                _ => timeouts,
            };
        }

        return timeouts;
    }

    private static string Words(SyncState state) => state == SyncState.Master ? "sending" : "receiving";
}

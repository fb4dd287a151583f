using System.Net;
using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Check;

/// <summary>Judges what a server says of itself.</summary>
/// <param name="settings">What is asked of it.</param>
/// <param name="cluster">What is known of the other servers.</param>
/// <param name="address">The server's address.</param>
internal sealed class ReplicaJudge(CheckSettings settings, Cluster cluster, IPAddress address)
{
    private readonly LagGate _lag = new(settings, cluster);
    private bool _stoodIn;

    /// <summary>Whether the same question might soon be answered better.</summary>
    public bool IsTooEarly(ReplicaState state) => state.InRecovery && settings.Role != ServerRole.Primary && _lag.IsTooEarly(state);

    /// <summary>Why a primary is not to be believed; null when it is.</summary>
    public Failure? Contradiction(ReplicaState state, string server) =>
        !state.InRecovery && cluster.RivalOf(state.Identity, state.Timeline ?? 0) is { } rival
            ? Contradictions.OfTwoPrimaries(server, rival, state.Timeline ?? 0)
            : null;

    /// <param name="state">What the server says.</param>
    /// <param name="role">The database role that it was asked as.</param>
    public HealthResult Judge(ReplicaState state, string role) => (state.InRecovery, settings.Role) switch
    {
        _ when cluster.Believed is { } believed && believed.System != state.Identity.System => HealthResult.Unhealthy(
            $"it belongs to another cluster: its system identifier is {state.Identity.System}, and that of the primary "
            + $"{believed.Primary} is {believed.System}"),
        (true, ServerRole.Primary) => HealthResult.Unhealthy("it is a standby, not a primary"),
        (true, _) => JudgeStandby(state, role),
        (false, _) when cluster.NewestTimeline(state.Identity.System) is var (newest, seenAt) && state.Timeline < newest =>
            HealthResult.Unhealthy($"it is a former primary: on timeline {state.Timeline}, and {seenAt} is on {newest}"),
        (false, ServerRole.Standby) => JudgeStandIn(),
        _ => HealthResult.Healthy("primary"),
    };

    private HealthResult JudgeStandby(ReplicaState state, string role)
    {
        _stoodIn = false;
        if (!settings.RequireStreaming || state.ReceiverStatus == "streaming")
        {
            return _lag.Judge(state);
        }

        if (state.HasReceiver && state.ReceiverStatus is null)
        {
            return HealthResult.Unknown(
                $"configuration: role {role} may not see what its WAL receiver does; GRANT pg_monitor TO {role} lets it");
        }

        return HealthResult.Drain(state.HasReceiver
            ? $"its WAL receiver is {state.ReceiverStatus}, not streaming"
            : "it is not connected to the server that it follows");
    }

    private HealthResult JudgeStandIn()
    {
        if (settings.FallbackToPrimary && cluster.IsFallback(address))
        {
            _stoodIn = true;
            return HealthResult.Healthy("primary, as no standby is fit");
        }

        // Connections that it got for want of a standby go on until they end.
        return _stoodIn
            ? HealthResult.Drain("it is a primary, and a standby is fit again")
            : HealthResult.Unhealthy("it is a primary, not a standby");
    }
}

namespace LvsPluggable.Host.Director;

/// <summary>How long after one pass the next one comes where nothing is new. Pure.</summary>
/// <param name="definition">The virtual service.</param>
internal sealed class PassRhythm(ServiceDefinition definition)
{
    private static readonly TimeSpan DrainPoll = TimeSpan.FromSeconds(1);

    /// <summary>Whether the time alone, or the end of connections, changes something of these.</summary>
    public static bool IsMoving(IReadOnlyList<Member> members) => HasTimed(members) || HasClimbing(members);

    /// <summary>The pause. Connections of a server that leaves and the time of one in doubt or kept out are looked at more often than the table.</summary>
    public TimeSpan After(IReadOnlyList<Member> members)
    {
        var pause = HasTimed(members) && DrainPoll < definition.SyncInterval ? DrainPoll : definition.SyncInterval;
        return definition.SlowStart is { } slow && slow.Step < pause && HasClimbing(members) ? slow.Step : pause;
    }

    private static bool HasTimed(IReadOnlyList<Member> members) =>
        members.Any(member => member.State is ServerState.Leaving or ServerState.Doubted or ServerState.Flapping);

    private static bool HasClimbing(IReadOnlyList<Member> members) => members.Any(member => member.ClimbsSince is not null);
}

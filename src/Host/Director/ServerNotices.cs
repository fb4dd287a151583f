using System.Net;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Director;

/// <summary>What is told of changes of real servers, from one pass to the next.</summary>
internal sealed class ServerNotices(string service)
{
    private readonly HashSet<IPEndPoint> _drained = [];

    /// <summary>What happened between two passes.</summary>
    /// <param name="changes">What became of each real server.</param>
    /// <param name="connections">How many connections a real server has in the kernel's table.</param>
    /// <param name="complete">Adds what else is known of a real server.</param>
    public IReadOnlyList<Notice> Of(
        IReadOnlyList<MemberChange> changes, Func<IPEndPoint, long> connections, Func<Notice, IPEndPoint, Notice> complete) =>
    [
        .. changes.SelectMany(change => (change.Now is { } member ? Of(change, member, connections) : OfGone(change, change.Was!))
            .Select(notice => complete(notice, (change.Now ?? change.Was)!.Candidate.EndPoint))),
    ];

    /// <summary>Whether the end of a server's connections is still to be told.</summary>
    public bool Awaits(IReadOnlyList<Member> members) =>
        members.Any(member => IsDraining(member) && !_drained.Contains(member.Candidate.EndPoint));

    /// <summary>What became of the quorum: one that was never known is one that was reached.</summary>
    public IEnumerable<Notice> OfQuorum(bool? wasDown, PassPlan plan)
    {
        var (was, isDown) = (wasDown ?? false, plan.IsQuorumDown ?? false);
        return was == isDown
            ? []
            : [new Notice
            {
                Event = NoticeKind.Quorum,
                Service = service,
                Old = was ? "down" : "reached",
                New = isDown ? "down" : "reached",
                Reason = plan.QuorumReason!,
            }];
    }

    private IEnumerable<Notice> Of(MemberChange change, Member member, Func<IPEndPoint, long> connections)
    {
        var (was, endPoint) = (change.Was, member.Candidate.EndPoint);
        if (KindOf(was, member) is { } kind)
        {
            yield return About(member, kind) with { Old = change.Old, New = change.New, Reason = member.Reason };
        }
        else if (was is not null && was.Weight is { } old && member.Weight is { } now && old != now && IsIn(member))
        {
            yield return About(member, NoticeKind.Weight) with { Old = $"{old}", New = $"{now}", Reason = member.Reason };
        }
        else if (!change.IsNone)
        {
            yield return About(member, NoticeKind.State) with { Old = change.Old, New = change.New, Reason = member.Reason };
        }

        if (!IsDraining(member))
        {
            _drained.Remove(endPoint);
        }
        else if (was is not null && IsDraining(was) && connections(endPoint) == 0 && _drained.Add(endPoint))
        {
            yield return Drained(member, change);
        }
    }

    private IEnumerable<Notice> OfGone(MemberChange change, Member gone)
    {
        if (gone.Weight is not null && IsDraining(gone) && !_drained.Remove(gone.Candidate.EndPoint))
        {
            yield return Drained(gone, change) with { Weight = null };
        }
        else
        {
            var kind = gone.Weight is null || IsDraining(gone) ? NoticeKind.State : NoticeKind.Down;
            yield return About(gone, kind) with { Old = change.Old, New = change.New, Reason = "no longer listed", Weight = null };
        }
    }

    private static NoticeKind? KindOf(Member? was, Member now) => now.State switch
    {
        _ when was?.State == now.State => null,
        _ when was is not null && IsIn(was) && IsIn(now) => null,
        _ when IsDraining(now) => was is not null && IsDraining(was) ? null : NoticeKind.Draining,
        ServerState.Doubted => NoticeKind.Doubted,
        _ when IsIn(now) => NoticeKind.Up,
        ServerState.Down => NoticeKind.Down,
        _ => was?.Weight is null || now.Weight is not null ? null : NoticeKind.Down,
    };

    private static bool IsIn(Member member) => member.State is ServerState.Up or ServerState.Held or ServerState.Fallback;

    private static bool IsDraining(Member member) => member.State is ServerState.Draining or ServerState.Leaving;

    private Notice Drained(Member member, MemberChange change) => About(member, NoticeKind.Drained) with
    {
        Old = change.Old,
        New = change.New,
        Reason = "no connections are left, or their time is over",
    };

    private Notice About(Member member, NoticeKind kind) => new()
    {
        Event = kind,
        Service = service,
        Server = member.Candidate.EndPoint.ToString(),
        Host = member.Candidate.Host,
        Weight = member.Weight,
    };
}

using System.Net;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Director;

/// <summary>What changes of real servers programs of the user are told about, from one pass to the next.</summary>
internal sealed class ServerNotices(string service)
{
    private readonly HashSet<IPEndPoint> _drained = [];

    /// <summary>What happened between two passes.</summary>
    /// <param name="before">The members of the pass before.</param>
    /// <param name="after">The members now.</param>
    /// <param name="connections">How many connections a real server has in the kernel's table.</param>
    public IReadOnlyList<Notice> Between(IReadOnlyList<Member> before, IReadOnlyList<Member> after, Func<IPEndPoint, long> connections)
    {
        var former = before.ToDictionary(member => member.Candidate.EndPoint);
        List<Notice> notices = [];
        foreach (var member in after)
        {
            var endPoint = member.Candidate.EndPoint;
            former.Remove(endPoint, out var was);
            if (KindOf(was, member) is { } kind)
            {
                notices.Add(About(member, kind) with { Old = Show(was?.State), New = Show(member.State), Reason = member.Reason });
            }
            else if (was is not null && was.Weight is { } old && member.Weight is { } now && old != now && IsIn(member))
            {
                notices.Add(About(member, NoticeKind.Weight) with { Old = $"{old}", New = $"{now}", Reason = member.Reason });
            }

            if (!IsDraining(member))
            {
                _drained.Remove(endPoint);
            }
            else if (was is not null && IsDraining(was) && connections(endPoint) == 0 && _drained.Add(endPoint))
            {
                notices.Add(Drained(member, Show(member.State)));
            }
        }

        foreach (var gone in former.Values.Where(gone => gone.Weight is not null))
        {
            if (!IsDraining(gone))
            {
                notices.Add(About(gone, NoticeKind.Down) with { Old = Show(gone.State), New = "gone", Reason = "no longer listed" });
            }
            else if (!_drained.Remove(gone.Candidate.EndPoint))
            {
                notices.Add(Drained(gone, "gone"));
            }
        }

        return notices;
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

    private Notice Drained(Member member, string now) => About(member, NoticeKind.Drained) with
    {
        Old = Show(member.State),
        New = now,
        Reason = "no connections are left, or their time is over",
    };

    private Notice About(Member member, NoticeKind kind) => new()
    {
        Event = kind,
        Service = service,
        Server = member.Candidate.EndPoint.ToString(),
        Host = member.Candidate.Host,
    };

    private static string Show(ServerState? state) => state?.ToString().ToLowerInvariant() ?? "new";
}

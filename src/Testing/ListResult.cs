using System.Net;
using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Testing;

/// <summary>What came of asking a source once.</summary>
public sealed class ListResult
{
    private readonly string _who;

    internal ListResult(CallOutcome<ListAnswer> outcome, string who)
    {
        _who = who;
        Servers = outcome.Answer?.Servers;
        Problem = outcome.Problem;
        IsLate = outcome.IsLate;
        Took = outcome.Took;
        Degraded = outcome.Answer?.Degraded;
        IsPartial = outcome.Answer?.IsPartial ?? false;
        Primary = outcome.Answer?.Primary ?? [];
    }

    /// <summary>The list, as the host takes it; null where it is not known.</summary>
    public IReadOnlyList<RealServer>? Servers { get; }

    /// <summary>Why the list is not known, in the host's words; null when it is.</summary>
    public string? Problem { get; }

    /// <summary>Whether there was no answer in time.</summary>
    public bool IsLate { get; }

    /// <summary>How long the call ran, on the clock of the test.</summary>
    public TimeSpan Took { get; }

    /// <summary>What the source says is less than it should be (<see cref="IDegradable.DegradedReason"/>); null for nothing.</summary>
    public string? Degraded { get; }

    /// <summary>Whether there may be more servers (<see cref="IDegradable.IsPartial"/>).</summary>
    public bool IsPartial { get; }

    /// <summary>The addresses of the primary (<see cref="IHasPrimary"/>), as the host takes them; none where it is not known.</summary>
    public IReadOnlyList<IPAddress> Primary { get; }

    /// <summary>Asserts which hosts are listed, in any order.</summary>
    /// <param name="hosts">The hosts, each as often as it is listed; with ":port" where a server has a port of its own.</param>
    /// <exception cref="PluginTestException">Others are, or the list is not known.</exception>
    public ListResult ShouldList(params string[] hosts)
    {
        var found = Servers?.Select(Shown).Order(StringComparer.Ordinal);
        return found?.SequenceEqual(hosts.Order(StringComparer.Ordinal), StringComparer.Ordinal) == true
            ? this
            : throw Expected($"the servers {Listed(hosts)}");
    }

    /// <summary>Asserts that the list is not known.</summary>
    /// <param name="reason">What the reason has in it; null for any reason.</param>
    /// <exception cref="PluginTestException">It is known, or for another reason it is not.</exception>
    public ListResult ShouldNotBeKnown(string? reason = null) =>
        Problem is not null && (reason is null || Problem.Contains(reason, StringComparison.Ordinal))
            ? this
            : throw Expected($"no list{(reason is null ? "" : $", and \"{reason}\" in the reason")}");

    /// <summary>What was found, in words.</summary>
    public override string ToString() => Servers is null
        ? $"no list: {Problem}"
        : $"the servers {Listed(Servers.Select(Shown))}{(Degraded is null ? "" : $" (degraded: {Degraded})")}";

    private static string Shown(RealServer server) => server.Port == 0 ? server.Host
        : server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]:{server.Port}" : $"{server.Host}:{server.Port}";

    private static string Listed(IEnumerable<string> hosts) => string.Join(", ", hosts) is { Length: > 0 } list ? list : "(none)";

    private PluginTestException Expected(string what) => new($"Expected of {_who}: {what}. Found: {this}.");
}

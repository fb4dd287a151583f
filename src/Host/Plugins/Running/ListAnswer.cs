using System.Net;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>What a source answered, copied.</summary>
/// <param name="Servers">The list.</param>
/// <param name="Degraded">Why it is less than it should be; null when it is not.</param>
/// <param name="IsPartial">Whether there may be more servers.</param>
/// <param name="Primary">The addresses of the primary that they follow; none where there is none or it is not known.</param>
internal sealed record ListAnswer(IReadOnlyList<RealServer> Servers, string? Degraded, bool IsPartial, IReadOnlyList<IPAddress> Primary)
{
    // More than a host has, and few enough for a line.
    private const int MostAddresses = 16;

    /// <summary>Asks a source. All of it runs on threads that are the plugins'.</summary>
    /// <exception cref="PluginFailureException">The list cannot be.</exception>
    public static async ValueTask<ListAnswer> AskAsync(IRealServerSource source, int most, CancellationToken cancellationToken)
    {
        var asked = source.GetRealServersAsync(cancellationToken);
        if (asked.IsCompletedSuccessfully)
        {
            return Copied(source, asked.Result, most);
        }

        // The list may be code as well, so it is not read on the thread pool, where the wait may have ended.
        var servers = await asked.ConfigureAwait(false);
        return await PluginThreads.Shared.Run(() => Copied(source, servers, most)).ConfigureAwait(false);
    }

    private static IReadOnlyList<IPAddress> PrimaryOf(IHasPrimary? source) =>
        source?.PrimaryAddresses is { } addresses ? [.. addresses.OfType<IPAddress>().Take(MostAddresses)] : [];

    private static ListAnswer Copied(IRealServerSource source, IReadOnlyList<RealServer>? servers, int most)
    {
        var copy = ListBorder.Copy(servers, most);
        var degraded = OneLine.Of((source as IDegradable)?.DegradedReason);
        return new ListAnswer(copy, degraded.Length == 0 ? null : degraded, source is IDegradable { IsPartial: true }, PrimaryOf(source as IHasPrimary));
    }
}

using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>Copies a list that a plugin gave, and refuses one that cannot be. Runs the plugin's code: the enumerator, the dictionaries.</summary>
internal static class ListBorder
{
    private const int LongestHost = 253;
    private const int MostLabels = 32;
    private const int LongestLabelName = 64;
    private const int LongestLabelValue = 256;

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <param name="servers">What the plugin returned; may be null, and may change while it is read.</param>
    /// <param name="most">The most servers that a list may have.</param>
    /// <exception cref="PluginFailureException">The list cannot be.</exception>
    public static IReadOnlyList<RealServer> Copy(IEnumerable<RealServer>? servers, int most)
    {
        var copies = new List<RealServer>();
        foreach (var server in servers ?? throw new PluginFailureException("the source returned null instead of a list"))
        {
            if (copies.Count == most)
            {
                throw new PluginFailureException($"the source listed more than {most} real servers, the most that max_real_servers allows");
            }

            copies.Add(Copied(server ?? throw new PluginFailureException("the source listed a null server")));
        }

        return copies;
    }

    private static RealServer Copied(RealServer server)
    {
        if (!IsHost(server.Host))
        {
            throw Wrong(server, $"a host should have a name of 1 to {LongestHost} printable characters without blanks or brackets; a port has a place of its own");
        }

        if (server.Port is < 0 or > IPEndPoint.MaxPort || server.Weight is < 0 or > HostParameters.MaximumWeight)
        {
            throw Wrong(
                server,
                $"with port {server.Port} and weight {server.Weight}; a port should be from 0 to {IPEndPoint.MaxPort} and a weight from 0 to {HostParameters.MaximumWeight}");
        }

        if (server.ForwardMethod is { } method && !Enum.IsDefined(method))
        {
            throw Wrong(server, $"with forwarding method {(int)method}, which is none");
        }

        if (server.UpperThreshold < 0 || server.LowerThreshold < 0 || server.LowerThreshold > (server.UpperThreshold ?? 0))
        {
            throw Wrong(
                server,
                $"with thresholds {server.UpperThreshold ?? 0} and {server.LowerThreshold ?? 0}; the lower one should be no more than the upper one, and neither below 0");
        }

        var address = server.Address ?? HostAddress.Of(server.Host);
        if (address is not null && !HostAddress.IsPossible(address))
        {
            throw Wrong(server, $"and {address} is an address that no host can have");
        }

        return new RealServer
        {
            Host = server.Host,
            Address = server.Address is null ? null : Copied(server.Address),
            Port = server.Port,
            Weight = server.Weight,
            ForwardMethod = server.ForwardMethod,
            UpperThreshold = server.UpperThreshold,
            LowerThreshold = server.LowerThreshold,
            Labels = Copied(server.Labels),
        };
    }

    // An older plugin may have left them out, whatever the contract says now.
    private static IReadOnlyDictionary<string, string> Copied(IReadOnlyDictionary<string, string>? labels)
    {
        if (labels is not { Count: > 0 })
        {
            return NoLabels;
        }

        var copy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels.Take(MostLabels))
        {
            copy.TryAdd(OneLine.Of(name, LongestLabelName), OneLine.Of(value, LongestLabelValue));
        }

        return copy;
    }

    private static IPAddress Copied(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? new IPAddress(address.GetAddressBytes(), address.ScopeId)
        : new IPAddress(address.GetAddressBytes());

    // IPAddress takes an address in brackets, and forgets the port after it.
    private static bool IsHost(string? host) =>
        host is { Length: > 0 and <= LongestHost } && OneLine.Of(host) == host && !host.Any(letter => char.IsWhiteSpace(letter) || letter is '[' or ']');

    private static PluginFailureException Wrong(RealServer server, string what) =>
        new($"the source listed host \"{OneLine.Of(server.Host, LongestHost)}\", {what}");
}

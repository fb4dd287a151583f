using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Discovery;

/// <summary>
/// Finds the addresses of hosts, in the family of the virtual service where they have one in it. The last address of a name stays when the name does not
/// resolve any more, and as long as the name still has it. A real server has no loopback address where the virtual one is none:
/// Debian gives a machine's own name 127.0.1.1, and the director's own name means the address that it has on a network.
/// </summary>
internal sealed class NameResolver(
    AddressFamily family,
    IPAddress? virtualAddress,
    TimeProvider time,
    Func<string, AddressFamily, CancellationToken, Task<IPAddress[]>> lookUp,
    Func<IReadOnlyList<IPNetworkAddress>> ownAddresses)
{
    // A name that resolves is asked for again after this time, one that does not at every call.
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Entry> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="family">That of the virtual service.</param>
    /// <param name="virtualAddress">Never a real server's; null for a firewall mark.</param>
    /// <param name="time">The clock.</param>
    public NameResolver(AddressFamily family, IPAddress? virtualAddress, TimeProvider time)
        : this(family, virtualAddress, time, HostNames.LookUpAsync, OwnAddresses.Read)
    {
    }

    /// <summary>Whether a server may be of the other address family, which a tunnel alone leads to.</summary>
    public bool TakesOtherFamily { get; init; }

    /// <summary>Whether a server comes with a name alone.</summary>
    public static bool NeedsLookUp(RealServer server) => Given(server) is null;

    /// <summary>Keeps the address that a host before this one, or one with other parameters, knew of a name, until the name resolves.</summary>
    public void Remember(string host, IPAddress address) => _names.TryAdd(host, new Entry(address, null));

    /// <summary>
    /// The server with its address, or with none and the reason why; with an address and a reason where it is the last one, which stays.
    /// </summary>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<(RealServer Server, string? Problem)> ResolveAsync(RealServer server, CancellationToken stopping)
    {
        if (Given(server) is { } address)
        {
            var problem = Problem(address);
            return (server with { Address = problem is null ? address : null }, problem);
        }

        var now = time.GetTimestamp();
        if (_names.TryGetValue(server.Host, out var known) && known.Resolved is { } resolved && time.GetElapsedTime(resolved, now) < KeepFor)
        {
            return (server with { Address = known.Address }, null);
        }

        var (found, failure) = await LookUpAsync(server.Host, family, stopping);
        if (found.Length == 0 && TakesOtherFamily)
        {
            var other = family == AddressFamily.InterNetwork ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
            (found, _) = await LookUpAsync(server.Host, other, stopping);
        }

        if (found.Length == 0)
        {
            return (server with { Address = known?.Address }, failure);
        }

        var chosen = known is not null && found.Contains(known.Address)
            ? known.Address
            : found.OrderBy(address => address.ToString(), StringComparer.Ordinal).First();
        _names[server.Host] = new Entry(chosen, now);
        return (server with { Address = chosen }, null);
    }

    private static IPAddress? Given(RealServer server) => server.Address ?? HostAddress.Of(server.Host);

    private string? Problem(IPAddress address) => address switch
    {
        _ when !HostAddress.IsPossible(address) => $"{address} is an address that no host can have",
        _ when address.AddressFamily != family && !TakesOtherFamily => $"{address} is not of the virtual service's address family",
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => $"{address} has a zone, which IPVS does not know",
        _ => null,
    };

    private async Task<(IPAddress[] Found, string Problem)> LookUpAsync(string host, AddressFamily among, CancellationToken stopping)
    {
        try
        {
            var found = await lookUp(host, among, stopping).WaitAsync(Deadline, time, stopping);
            return (Usable([.. found.Where(address => Problem(address) is null)]), found.Length == 0
                ? "it has no address that the virtual service can reach"
                : $"its name means {string.Join(", ", found.AsEnumerable())}, which the virtual service cannot reach");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException)
        {
            return ([], $"its name did not resolve within {Deadline.TotalSeconds:0} s");
        }
        catch (Exception problem)
        {
            return ([], $"its name does not resolve: {Words.Of(problem)}");
        }
    }

    private IPAddress[] Usable(IPAddress[] found)
    {
        if (virtualAddress is not null && IPAddress.IsLoopback(virtualAddress))
        {
            return found;
        }

        IPAddress[] usable = [.. found.Where(address => !IPAddress.IsLoopback(address) && !address.Equals(virtualAddress))];
        return usable.Length > 0 || !found.Any(IPAddress.IsLoopback) ? usable : OwnAddress();
    }

    // Addresses that come and go, such as other virtual ones, follow the interface's own.
    private IPAddress[] OwnAddress()
    {
        var own = ownAddresses().Where(address =>
            address.Address.AddressFamily == family
            && !IPAddress.IsLoopback(address.Address)
            && !address.Address.Equals(virtualAddress)).ToList();
        var chosen = own.Find(address => virtualAddress is not null && address.Reaches(virtualAddress)) ?? own.FirstOrDefault();
        return chosen is null ? [] : [chosen.Address];
    }

    // Resolved: when; null when that was before this resolver.
    private sealed record Entry(IPAddress Address, long? Resolved);
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace LvsPluggable.Postgres.Source;

/// <summary>Finds the addresses of hosts, and remembers them for a while.</summary>
internal sealed class HostNames(TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (IPAddress[] Addresses, long At)> _known = new(StringComparer.OrdinalIgnoreCase);

    public HostNames(TimeProvider time)
        : this(time, Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>
    /// Whether a text can be a host's name or address. The resolver takes more: it reads <c>1</c> and <c>0x7f000001</c> as addresses.
    /// </summary>
    public static bool IsHost(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return address.ToString().Equals(text, StringComparison.OrdinalIgnoreCase);
        }

        var labels = text.Split('.');
        return text.Length <= 253 && Array.TrueForAll(labels, IsLabel) && !IsNumber(labels[^1]);
    }

    /// <summary>A host's addresses; none when it has none, or the last ones when it cannot be resolved at the moment.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        if (_known.TryGetValue(host, out var known) && time.GetElapsedTime(known.At) < KeepFor)
        {
            return known.Addresses;
        }

        IPAddress[] found;
        try
        {
            found = await lookUp(host, cancellationToken).WaitAsync(Deadline, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            found = known.Addresses ?? [];
        }

        _known[host] = (found, time.GetTimestamp());
        return found;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        && label[0] != '-' && label[^1] != '-';

    private static bool IsNumber(string label) =>
        label.All(char.IsAsciiDigit)
        || (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && ulong.TryParse(label.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _));
}

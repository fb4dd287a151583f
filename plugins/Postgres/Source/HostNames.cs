using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace LvsPluggable.Postgres.Source;

/// <summary>Finds the addresses of hosts, and remembers them for a while.</summary>
internal sealed class HostNames(TimeProvider time, Func<string, Task<IPAddress[]>> lookUp)
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>How many names are looked up at the same time.</summary>
    public const int MostAtOnce = 8;

    // Each look-up holds a thread until the resolver has answered, though nobody waits for it any more. The names come from other machines.
    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private readonly ConcurrentDictionary<string, (IPAddress[] Addresses, long At)> _known = new(StringComparer.OrdinalIgnoreCase);

    public HostNames(TimeProvider time)
        : this(time, name => Dns.GetHostAddressesAsync(name))
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

        using var late = new CancellationTokenSource(Deadline, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await _turns.WaitAsync(over.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It was not asked for, so there is nothing to remember.
            return known.Addresses ?? [];
        }

        IPAddress[] found;
        try
        {
            found = await LookUpAsync(host).WaitAsync(over.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            found = known.Addresses ?? [];
        }

        _known[host] = (found, time.GetTimestamp());
        return found;
    }

    private async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            return await lookUp(host);
        }
        finally
        {
            _turns.Release();
        }
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

using System.Globalization;
using System.Net;

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads which virtual services a virtual_server, or a member of a virtual_server_group, is.</summary>
internal static class KeepalivedAddresses
{
    /// <summary>Reads an address, or a range of them, with its port, or a firewall mark.</summary>
    /// <param name="statement">The statement that has it.</param>
    /// <param name="server">The virtual_server that it is of.</param>
    /// <param name="words">The words that say it.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="conversion">Gets what is wrong.</param>
    public static IReadOnlyList<VirtualName> Read(
        Statement statement, Statement server, IReadOnlyList<string> words, string protocol, Conversion conversion)
    {
        foreach (var word in words.Skip(2).Where(word => words[0] != "fwmark" || word is not ("inet" or "inet6")))
        {
            conversion.Leave(statement.Place, $"\"{word}\" of \"{statement}\" is left out: after an address and its port, or fwmark and its number, there is nothing.");
        }

        if (words is ["fwmark", var mark, ..])
        {
            var isIPv6 = words.Contains("inet6") || server.Block.FindLast(inside => inside.Keyword == "ip_family")?.Word(0) == "inet6";
            return [new VirtualName { FirewallMark = mark, IsMarkOfIPv6 = isIPv6 }];
        }

        if (words.Count > 0 && Addresses(words[0]) is { } addresses)
        {
            return [.. addresses.Select(address => new VirtualName { Address = address, Port = words.Count > 1 ? words[1] : "0", Protocol = protocol })];
        }

        conversion.Leave(
            statement.Place,
            $"\"{statement}\" is left out: it should be ADDRESS PORT, a range of at most {AddressRange.Most} addresses with a port, or fwmark NUMBER.");
        return [];
    }

    // 192.0.2.1, 192.0.2.1-9, 192.0.2.250-192.0.3.10, 192.0.2.8/29; of IPv6 the last group is counted in hexadecimal.
    private static IReadOnlyList<string>? Addresses(string text)
    {
        if (IPAddress.TryParse(text, out var single))
        {
            return [single.ToString()];
        }

        if (text.Split('-') is [var from, var to] && IPAddress.TryParse(from, out var first))
        {
            var separator = from.LastIndexOfAny(['.', ':']);
            return separator >= 0 && IPAddress.TryParse(to.Contains(from[separator], StringComparison.Ordinal) ? to : from[..(separator + 1)] + to, out var last)
                ? AddressRange.Between(first, last)
                : null;
        }

        return text.Split('/') is [var one, var prefix] && IPAddress.TryParse(one, out var inside)
            && int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && AddressRange.OfNetwork(inside, length) is { } network ? AddressRange.Between(network.First, network.Last) : null;
    }

    /// <summary>A number of seconds, perhaps with a fraction, as lvsdr writes it; null where it is none.</summary>
    public static string? Duration(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1_000_000
            ? seconds == decimal.Truncate(seconds) ? $"{decimal.Truncate(seconds)}s" : $"{decimal.Truncate(seconds * 1000)}ms"
            : null;
}

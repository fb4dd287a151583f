using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Settings;

/// <summary>
/// The address and port of the virtual service as people write them: numbers, or names that this node's own files and resolver
/// know, as ipvsadm takes them.
/// </summary>
internal static class VirtualEndPoint
{
    public const string ExpectedAddress = "an IPv4 or IPv6 address, or a host name";
    public const string ExpectedPorts = "a port from 1 to 65535, or the name of a service; several, separated by blanks; or 0 for every port";

    private const string EveryPort = "0";

    private const int LongestHostName = 253;
    private const int LongestServiceName = 64;

    // The resolver has time-outs of its own, which are longer than a start should wait.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    /// <summary>Reads an address or what may be a host's name; nothing is looked up.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static string ReadAddress(string text)
    {
        // IPAddress.TryParse also takes "1", "0x7f.1" and "fe80::1%2", which ipvsadm and ip do not.
        var right = text.Contains(':', StringComparison.Ordinal)
            ? text.IndexOfAny(['%', '[', '/']) < 0 && IPAddress.TryParse(text, out _)
            : IsIPv4(text) || IsHostName(text);
        return right ? text : throw new FormatException("should be " + ExpectedAddress);
    }

    /// <summary>Reads ports and what may be services' names, separated by blanks, or 0 for every port; nothing is looked up.</summary>
    /// <exception cref="FormatException">One is neither, or there twice.</exception>
    public static IReadOnlyList<string> ReadPorts(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || (words is not [EveryPort] && !words.All(word => IsPort(word, out _) || IsServiceName(word))))
        {
            throw new FormatException("should be " + ExpectedPorts);
        }

        return words.Distinct(StringComparer.Ordinal).Count() == words.Length
            ? words
            : throw new FormatException("names a port twice; each should be there once");
    }

    /// <summary>The address; of a name, the first that the resolver gives.</summary>
    /// <exception cref="FormatException">The name does not resolve on this node; the message is a whole sentence.</exception>
    public static IPAddress ResolveAddress(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        var found = LookUp(
            HostSettings.Vip.Name,
            text,
            () => HostNames.LookUpAsync(text, AddressFamily.Unspecified, CancellationToken.None).GetAwaiter().GetResult());
        return found.Length > 0 ? found[0] : throw Unknown(HostSettings.Vip.Name, text, "it has no address");
    }

    /// <summary>The port; of a name, that of the service over this protocol.</summary>
    /// <exception cref="FormatException">The name is not known on this node; the message is a whole sentence.</exception>
    public static int ResolvePort(string text, TransportProtocol protocol) => IsPort(text, out var port) || text == EveryPort
        ? port
        : LookUp(HostSettings.Port.Name, text, () => ServiceNames.PortOf(text, protocol.ToString().ToLowerInvariant()))
            ?? throw Unknown(HostSettings.Port.Name, text, $"it is no {protocol.ToString().ToUpperInvariant()} service of /etc/services");

    private static T LookUp<T>(string parameter, string text, Func<T> lookUp)
    {
        try
        {
            return BoundedCall.Run(lookUp, Deadline);
        }
        catch (Exception problem)
        {
            throw Unknown(parameter, text, Words.Of(problem));
        }
    }

    private static FormatException Unknown(string parameter, string text, string why) =>
        new($"{parameter}=\"{text}\" cannot be resolved on this node: {why.TrimEnd('.')}.");

    private static bool IsIPv4(string text) => IPAddress.TryParse(text, out var address) && address.ToString() == text;

    /// <summary>Whether it is a port in figures.</summary>
    public static bool IsPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static bool IsHostName(string text)
    {
        var labels = text.Split('.');
        return text.Length <= LongestHostName && Array.TrueForAll(labels, IsLabel) && !IsNumber(labels[^1]);
    }

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= 63
        && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        && label[0] != '-'
        && label[^1] != '-';

    // What ends in a number is an address that is written wrong.
    private static bool IsNumber(string label) => label.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? label[2..].All(char.IsAsciiHexDigit)
        : label.All(char.IsAsciiDigit);

    private static bool IsServiceName(string text) =>
        text.Length <= LongestServiceName
        && text.Any(char.IsAsciiLetter)
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '+');
}

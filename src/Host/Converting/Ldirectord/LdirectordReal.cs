using System.Net;
using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Converting.Ldirectord;

/// <summary>A real server of a virtual, with what it is asked for where that is its own.</summary>
/// <param name="Server">The real server.</param>
/// <param name="Request">Its own request; null where it has that of the virtual.</param>
/// <param name="Receive">Its own pattern of the answer; null where it has that of the virtual.</param>
internal sealed partial record LdirectordReal(ConvertedServer Server, string? Request, string? Receive)
{
    /// <summary>The real servers of a virtual; ranges are written out.</summary>
    public static IReadOnlyList<LdirectordReal> Read(LdirectordValues values, string? servicePort, bool isIPv6, Conversion conversion)
    {
        var found = new List<LdirectordReal>();
        foreach (var statement in values.Virtual.Block.Where(statement => statement.Keyword == (isIPv6 ? "real6" : "real")))
        {
            var match = Form().Match(statement.Take().Word(0));
            if (!match.Success)
            {
                conversion.Leave(
                    statement.Place,
                    $"\"{statement}\" is left out: it should be HOST[->HOST][:PORT] gate|masq|ipip [WEIGHT] [\"REQUEST\", \"RECEIVE\"] [l:NUMBER] [u:NUMBER].");
                continue;
            }

            foreach (var host in Hosts(match, statement, conversion))
            {
                var method = MethodOf(match.Groups["method"].Value);
                var port = match.Groups["port"].Value;
                if (method != "nat" && servicePort is not null && port.Length > 0 && port != servicePort)
                {
                    conversion.Leave(
                        statement.Place, $"Port {port} of {host} is left out, as ldirectord leaves it out: by {match.Groups["method"].Value} packets keep the port of the virtual, {servicePort}.");
                }

                found.Add(new LdirectordReal(
                    new ConvertedServer
                    {
                        Place = statement.Place,
                        Host = host,
                        // Others than masq get the port of the virtual, as _ld_read_config_real_resolve and the manual have it.
                        Port = method == "nat" || servicePort is null ? port : servicePort,
                        Weight = match.Groups["weight"] is { Success: true, Value: var weight } ? weight : "1",
                        Upper = match.Groups["upper"].Value,
                        Lower = match.Groups["lower"].Value,
                        Method = method,
                    },
                    match.Groups["request"] is { Success: true, Value: var request } ? request : null,
                    match.Groups["receive"] is { Success: true, Value: var receive } ? receive : null));
            }
        }

        return found;
    }

    /// <summary>The name that lvsdr has for a way in which packets reach a real server.</summary>
    public static string MethodOf(string method) => method switch
    {
        "masq" => "nat",
        "ipip" => "tunnel",
        _ => "dr",
    };

    private static IReadOnlyList<string> Hosts(Match match, Statement statement, Conversion conversion)
    {
        var (first, last) = (match.Groups["first"].Value.Trim('[', ']'), match.Groups["last"].Value.Trim('[', ']'));
        if (last.Length == 0)
        {
            return [first];
        }

        if (IPAddress.TryParse(first, out var from) && IPAddress.TryParse(last, out var to) && AddressRange.Between(from, to) is { } range)
        {
            return range;
        }

        conversion.Leave(
            statement.Place,
            $"\"{statement}\" is left out: a range should be of addresses, from a lower to a higher one, of at most {AddressRange.Most}; names should be listed one by one.");
        return [];
    }

    [GeneratedRegex(
        """^(?<first>\[[0-9A-Fa-f:]+\]|[A-Za-z0-9._-]+?)(->(?<last>\[[0-9A-Fa-f:]+\]|[A-Za-z0-9._-]+))?(::?(?<port>[A-Za-z0-9_-]+))?\s+(?<method>gate|masq|ipip)(\s+(?<weight>[0-9]+))?(\s+"(?<request>[^"]*)"[, ]\s*"(?<receive>[^"]*)")?(\s+"?l:(?<lower>[0-9]+)"?)?(\s+"?u:(?<upper>[0-9]+)"?)?\s*$""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

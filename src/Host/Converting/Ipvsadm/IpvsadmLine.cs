namespace LvsPluggable.Host.Converting.Ipvsadm;

/// <summary>The options of a line that adds a virtual service or a real server, by their short names (ipvsadm(8)).</summary>
internal sealed class IpvsadmLine
{
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["--add-service"] = "-A",
        ["--add-server"] = "-a",
        ["--tcp-service"] = "-t",
        ["--udp-service"] = "-u",
        ["--sctp-service"] = "--sctp-service",
        ["--fwmark-service"] = "-f",
        ["--scheduler"] = "-s",
        ["--sched-flags"] = "-b",
        ["--persistent"] = "-p",
        ["--netmask"] = "-M",
        ["--pe"] = "--pe",
        ["--ops"] = "-o",
        ["-O"] = "-o",
        ["--ipv6"] = "-6",
        ["--real-server"] = "-r",
        ["--gatewaying"] = "-g",
        ["--ipip"] = "-i",
        ["--masquerading"] = "-m",
        ["--weight"] = "-w",
        ["--u-threshold"] = "-x",
        ["--l-threshold"] = "-y",
    };

    private static readonly HashSet<string> WithText = new(
        ["-t", "-u", "--sctp-service", "-f", "-s", "-b", "-M", "--pe", "-r", "-w", "-x", "-y", "--tun-type", "--tun-port"], StringComparer.Ordinal);

    private static readonly HashSet<string> Alone = new(["-o", "-6", "-g", "-i", "-m", "--tun-nocsum", "--tun-csum", "--tun-remcsum"], StringComparer.Ordinal);

    private static readonly HashSet<string> OfNames = new(["-t", "-u", "--sctp-service", "-f", "-6"], StringComparer.Ordinal);

    private static readonly HashSet<string> OfServices = new(["-s", "-b", "-p", "-M", "--pe", "-o"], StringComparer.Ordinal);

    // Of those in a row a line has one.
    private static readonly string[][] Rows =
        [["-t", "-u", "--sctp-service", "-f"], ["-g", "-i", "-m"], ["--tun-nocsum", "--tun-csum", "--tun-remcsum"]];

    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    private IpvsadmLine(Statement statement) => Statement = statement;

    public Statement Statement { get; }

    public bool AddsService { get; private init; }

    /// <summary>The words that are no options of it, or options that it has already, or that it has no use for.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>The text of an option; null when it is not there, empty when it has none.</summary>
    public string? this[string option] => _options.GetValueOrDefault(option);

    /// <summary>Reads a line; null where it adds nothing.</summary>
    public static IpvsadmLine? Read(Statement statement)
    {
        var command = ShortOf(statement.Keyword);
        if (command is not ("-A" or "-a"))
        {
            return null;
        }

        var line = new IpvsadmLine(statement) { AddsService = command == "-A" };
        for (var index = 0; index < statement.Words.Count; index++)
        {
            var option = ShortOf(statement.Words[index]);
            var next = statement.Word(index + 1);
            var hasText = option == "-p" ? next.Length > 0 && next[0] != '-' : WithText.Contains(option) && next.Length > 0;
            if (!hasText && option != "-p" && !Alone.Contains(option))
            {
                line.Unknown.Add(statement.Words[index]);
                continue;
            }

            var text = hasText ? next : "";
            if (!line.CanHave(option) || !line._options.TryAdd(option, text))
            {
                line.Unknown.Add(hasText ? $"{statement.Words[index]} {text}" : statement.Words[index]);
            }

            index += hasText ? 1 : 0;
        }

        line.Unknown.AddRange(line._options.Keys.Where(option =>
            option.StartsWith("--tun-", StringComparison.Ordinal) ? line["-i"] is null : option == "-6" && line["-f"] is null));
        return line;
    }

    private bool CanHave(string option) =>
        (OfNames.Contains(option) || OfServices.Contains(option) == AddsService)
        && !Array.Exists(Rows, row => row.Contains(option) && Array.Exists(row, other => other != option && _options.ContainsKey(other)));

    private static string ShortOf(string option) => Short.GetValueOrDefault(option, option);
}

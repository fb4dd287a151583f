namespace LvsPluggable.Host.Converting.Ldirectord;

/// <summary>What to do about directives of ldirectord that lvsdr has no equivalent of.</summary>
internal static class LdirectordAdvice
{
    private const string NotAsked = "the check has no use for it";
    private const string Unused = "another one counts in its place, or no virtual is of its kind";

    private static readonly Dictionary<string, string> ByKeyword = new(StringComparer.Ordinal)
    {
        [LdirectordText.NoDirective] = "it is no directive of ldirectord",
        ["autoreload"] = "\"lvsdr reload\" reads the file anew, and pcs resource update changes parameters",
        ["callback"] = "copy the file to the other directors by what you deploy with",
        ["checkcount"] = "it is about ping alone, and fall says how many time-outs in a row count",
        ["cleanstop"] = "a stop empties the table; an upgrade needs none, see lvsdr restart --adopt",
        ["database"] = NotAsked,
        ["httpmethod"] = NotAsked,
        ["login"] = NotAsked,
        ["passwd"] = NotAsked,
        ["receive"] = NotAsked,
        ["request"] = NotAsked,
        ["secret"] = NotAsked,
        ["virtualhost"] = NotAsked,
        ["checkcommand"] = "only checktype external and external-perl run it",
        ["checkport"] = "the check has no port, or asks none",
        ["checktimeout"] = Unused,
        ["negotiatetimeout"] = Unused,
        ["checkinterval"] = Unused,
        ["failurecount"] = Unused,
        ["fallback"] = Unused,
        ["fallback6"] = Unused,
        ["quiescent"] = Unused,
        ["service"] = NotAsked,
        ["protocol"] = "a firewall mark says which packets it is about, of whatever protocol",
        ["comment"] = "write it into the file as a comment, after //",
        ["emailalert"] = "have notify run a program that sends mail",
        ["emailalertfreq"] = "have notify run a program that sends mail",
        ["emailalertfrom"] = "have notify run a program that sends mail",
        ["emailalertstatus"] = "have notify run a program that sends mail",
        ["execute"] = "convert that file as well",
        ["fallbackcommand"] = "have notify run a program; its event is quorum, or up and down of the real servers",
        ["load"] = "it does nothing in ldirectord either",
        ["logfile"] = "the log is /var/log/lvsdr/INSTANCE.log",
        ["maintenancedir"] = "\"lvsdr drain SERVER\" takes a real server out by hand",
        ["monitorfile"] = "the log has each change, and notify runs a program at each",
        ["readdquiescent"] = "what is removed by hand is put right within sync_interval; \"lvsdr weight SERVER 0\" takes a real server out",
        ["schedflags"] = "it needs a scheduler that has such flags",
        ["smtp"] = "have notify run a program that sends mail",
        ["supervised"] = "lvsdr run stays in the foreground, and the unit lvsdr.service runs it",
    };

    /// <summary>What to do about one, in a clause.</summary>
    public static string Of(Statement statement) => ByKeyword.GetValueOrDefault(statement.Keyword, "lvsdr has nothing like it, or it is not known to ldirectord here");
}

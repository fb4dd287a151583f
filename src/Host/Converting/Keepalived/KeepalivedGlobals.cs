namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads the global definitions that a director needs.</summary>
internal static class KeepalivedGlobals
{
    /// <summary>The parameters that are about scripts.</summary>
    public static readonly string[] OfScripts = ["script_user", "script_security"];

    /// <summary>Reads them.</summary>
    public static void Read(Statement globals, Conversion conversion)
    {
        if (globals.TakeLast("lvs_sync_daemon") is { } daemon)
        {
            ReadSync(daemon, conversion);
        }

        if (globals.TakeLast("lvs_timeouts") is { } timeouts)
        {
            var said = Pairs(timeouts, 0, ["tcp", "tcpfin", "udp"], conversion);
            string Of(string name) => said.GetValueOrDefault(name, "0");
            conversion.SetOnce(timeouts.Place, "ipvs_timeouts", $"{Of("tcp")} {Of("tcpfin")} {Of("udp")}");
        }

        if (globals.TakeLast("script_user") is { } user)
        {
            conversion.SetOnce(user.Place, "script_user", string.Join(':', user.Words.Take(2)));
        }

        if (globals.TakeLast("enable_script_security") is { } security)
        {
            conversion.SetOnce(security.Place, "script_security", "strict");
        }
    }

    /// <summary>Reads the connection synchronisation, of global_defs or, as it was once written, of a VRRP instance.</summary>
    public static void ReadSync(Statement daemon, Conversion conversion)
    {
        conversion.SetOnce(daemon.Place, "sync_interface", daemon.Word(0));
        // The instance may stand there without the word.
        var isBare = daemon.Word(1) is not ("" or "inst" or "id" or "maxlen" or "port" or "ttl" or "group");
        var said = Pairs(daemon, isBare ? 2 : 1, ["inst", "id", "maxlen", "port", "ttl", "group"], conversion);
        if ((isBare ? daemon.Word(1) : said.GetValueOrDefault("inst")) is { } instance)
        {
            conversion.NoteOnce($"{daemon.Place}: {daemon.Keyword} follows {instance} for keepalived; here the node that directs sends, and the others take.");
        }

        foreach (var (word, parameter) in new[] { ("id", "sync_id"), ("maxlen", "sync_maxlen"), ("group", "sync_group"), ("port", "sync_port") })
        {
            if (said.TryGetValue(word, out var text))
            {
                conversion.SetOnce(daemon.Place, parameter, text);
            }
        }

        if (said.TryGetValue("ttl", out var ttl))
        {
            conversion.Leave(daemon.Place, $"\"ttl {ttl}\" of {daemon.Keyword} is left out: lvsdr has no such parameter, so the kernel's own counts.");
        }
    }

    // Words that each have another one after them; those that are none are named.
    private static Dictionary<string, string> Pairs(Statement statement, int first, string[] known, Conversion conversion)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = first; index < statement.Words.Count; index++)
        {
            if (known.Contains(statement.Words[index]) && statement.Word(index + 1) is { Length: > 0 } text && pairs.TryAdd(statement.Words[index], text))
            {
                index++;
            }
            else
            {
                conversion.Leave(statement.Place, $"\"{statement.Words[index]}\" of \"{statement}\" is left out: it should be one of {string.Join(", ", known)}, once, with what it is.");
            }
        }

        return pairs;
    }
}

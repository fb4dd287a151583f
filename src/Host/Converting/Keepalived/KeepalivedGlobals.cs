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
            string Of(string name) => After(timeouts.Words, name) ?? "0";
            conversion.Once["ipvs_timeouts"] = $"{Of("tcp")} {Of("tcpfin")} {Of("udp")}";
        }

        if (globals.TakeLast("script_user") is { } user)
        {
            conversion.Once["script_user"] = string.Join(':', user.Words.Take(2));
        }

        if (globals.TakeLast("enable_script_security") is not null)
        {
            conversion.Once["script_security"] = "strict";
        }
    }

    /// <summary>Reads the connection synchronisation, of global_defs or, as it was once written, of a VRRP instance.</summary>
    public static void ReadSync(Statement daemon, Conversion conversion)
    {
        conversion.Once["sync_interface"] = daemon.Word(0);
        foreach (var (word, parameter) in new[] { ("id", "sync_id"), ("maxlen", "sync_maxlen"), ("group", "sync_group"), ("port", "sync_port") })
        {
            if (After(daemon.Words, word) is { } text)
            {
                conversion.Once[parameter] = text;
            }
        }

        if (After(daemon.Words, "ttl") is { } ttl)
        {
            conversion.Leave(daemon.Place, $"\"ttl {ttl}\" of {daemon.Keyword} is left out: lvsdr has no such parameter, so the kernel's own counts.");
        }
    }

    private static string? After(IReadOnlyList<string> words, string word)
    {
        var index = words.ToList().IndexOf(word);
        return index >= 0 && index + 1 < words.Count ? words[index + 1] : null;
    }
}

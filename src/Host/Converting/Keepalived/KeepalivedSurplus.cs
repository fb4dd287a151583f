namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Names the words of statements that were taken which keepalived itself does not look at.</summary>
internal static class KeepalivedSurplus
{
    // How many words a statement has after its keyword, where that is not at most one; the readers of these look at all of them.
    private static readonly Dictionary<string, int> Most = new(StringComparer.Ordinal)
    {
        ["real_server"] = 2,
        ["sorry_server"] = 2,
        ["script_user"] = 2,
        ["user"] = 2,
        ["virtual_server"] = int.MaxValue,
        ["lvs_method"] = int.MaxValue,
        ["lb_kind"] = int.MaxValue,
        ["sorry_server_lvs_method"] = int.MaxValue,
        ["lvs_sync_daemon"] = int.MaxValue,
        ["lvs_sync_daemon_interface"] = int.MaxValue,
        ["lvs_timeouts"] = int.MaxValue,
        ["status_code"] = int.MaxValue,
        ["regex_options"] = int.MaxValue,
        ["payload"] = int.MaxValue,
        ["require_reply"] = int.MaxValue,
        ["misc_path"] = int.MaxValue,
    };

    // What is in them begins with an address, not with a keyword.
    private static readonly string[] Lists = ["virtual_server_group", "virtual_ipaddress"];

    /// <summary>Names them.</summary>
    public static void Name(IEnumerable<Statement> statements, Conversion conversion)
    {
        foreach (var statement in statements.Where(statement => statement.IsTaken))
        {
            foreach (var word in statement.Words.Skip(Most.GetValueOrDefault(statement.Keyword, 1)))
            {
                conversion.Leave(statement.Place, $"\"{word}\" of \"{statement}\" is left out: nothing reads what stands there.");
            }

            if (!Lists.Contains(statement.Keyword))
            {
                Name(statement.Block, conversion);
            }
        }
    }
}

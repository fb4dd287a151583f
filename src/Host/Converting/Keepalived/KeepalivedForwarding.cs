namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads how packets reach real servers.</summary>
internal static class KeepalivedForwarding
{
    /// <summary>The statements that say so: the new name, and the old one.</summary>
    public static string[] Keywords { get; } = ["lvs_method", "lb_kind"];

    /// <summary>Reads the last statement of a block that says so.</summary>
    /// <param name="block">The block.</param>
    /// <param name="keywords">The keywords that say so.</param>
    /// <param name="usual">What counts where none does.</param>
    public static (string Method, Dictionary<string, string> Tunnel) Read(
        Statement block, string[] keywords, (string Method, Dictionary<string, string> Tunnel) usual)
    {
        if (Look(block, keywords) is not { } said)
        {
            return usual;
        }

        block.TakeLast(keywords);
        return said;
    }

    /// <summary>What the last statement of a block that says so says; null where there is none, or it cannot be read. It is not taken.</summary>
    /// <param name="block">The block.</param>
    /// <param name="keywords">The keywords that say so.</param>
    public static (string Method, Dictionary<string, string> Tunnel)? Look(Statement block, string[] keywords)
    {
        var tunnel = new Dictionary<string, string>(StringComparer.Ordinal);
        return block.Block.FindLast(statement => keywords.Contains(statement.Keyword)) is not { } last ? null : last.Word(0).ToUpperInvariant() switch
        {
            "NAT" when last.Words.Count == 1 => ("nat", tunnel),
            "DR" when last.Words.Count == 1 => ("dr", tunnel),
            "TUN" when ReadTunnel(last, tunnel) => ("tunnel", tunnel),
            _ => null,
        };
    }

    // TUN [type {ipip|gue port NUM|gre} [nocsum|csum|remcsum]]
    private static bool ReadTunnel(Statement statement, Dictionary<string, string> tunnel)
    {
        for (var index = 1; index < statement.Words.Count; index++)
        {
            switch (statement.Words[index])
            {
                case "type":
                case "port":
                    tunnel[statement.Words[index] == "type" ? "tunnel_type" : "tunnel_port"] = statement.Word(index + 1);
                    index++;
                    break;
                case "nocsum" or "csum" or "remcsum":
                    tunnel["tunnel_checksum"] = statement.Words[index];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}

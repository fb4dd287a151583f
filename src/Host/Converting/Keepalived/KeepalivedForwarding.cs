namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads how packets reach real servers.</summary>
internal static class KeepalivedForwarding
{
    /// <summary>The statements that say so: the new name, and the old one.</summary>
    public static IReadOnlyList<string> Keywords { get; } = ["lvs_method", "lb_kind"];

    /// <summary>Reads the last statement of a block that says so.</summary>
    /// <param name="block">The block.</param>
    /// <param name="keywords">The keywords that say so.</param>
    /// <param name="usual">What counts where none does.</param>
    public static (string Method, Dictionary<string, string> Tunnel) Read(
        Statement block, IReadOnlyList<string> keywords, (string Method, Dictionary<string, string> Tunnel) usual)
    {
        if (block.Block.FindLast(statement => keywords.Contains(statement.Keyword)) is not { } last)
        {
            return usual;
        }

        var tunnel = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (last.Word(0).ToUpperInvariant())
        {
            case "NAT":
                Take(block, keywords);
                return ("nat", tunnel);
            case "DR":
                Take(block, keywords);
                return ("dr", tunnel);
            case "TUN" when ReadTunnel(last, tunnel):
                Take(block, keywords);
                return ("tunnel", tunnel);
            default:
                return usual;
        }
    }

    private static void Take(Statement block, IReadOnlyList<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            block.TakeLast(keyword);
        }
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

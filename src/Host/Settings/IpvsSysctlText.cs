namespace LvsPluggable.Host.Settings;

/// <summary>Reads <c>ipvs_sysctls</c>: names below net.ipv4.vs and their values.</summary>
internal static class IpvsSysctlText
{
    public const string Expected = "names below net.ipv4.vs and their values, such as \"conn_reuse_mode=0 sync_threshold=3,50\"";

    // Those that every director needs have a parameter of their own.
    private static readonly string[] Managed = ["expire_nodest_conn", "expire_quiescent_template"];

    /// <summary>Name and value, the numbers of which are separated by blanks as the kernel has them.</summary>
    /// <exception cref="FormatException">It is something else; the message names each mistake.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> mistakes = [];
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = word.Split('=');
            if (parts.Length != 2 || !IsName(parts[0]) || !parts[1].Split(',').All(IsNumber))
            {
                mistakes.Add($"\"{word}\" should be NAME=NUMBER, or NAME=NUMBER,NUMBER where a setting has two");
            }
            else if (Managed.Contains(parts[0]))
            {
                mistakes.Add($"\"{parts[0]}\" is what {HostSettings.ManageSysctls.Name} is about, and should not be here");
            }
            else if (!settings.TryAdd(parts[0], parts[1].Replace(',', ' ')))
            {
                mistakes.Add($"\"{parts[0]}\" is there twice");
            }
        }

        return mistakes.Count == 0 ? settings : throw new FormatException(string.Join("; ", mistakes));
    }

    private static bool IsName(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    private static bool IsNumber(string text) => text.Length is > 0 and < 11 && text.All(char.IsAsciiDigit);
}

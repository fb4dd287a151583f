using System.Globalization;

namespace LvsPluggable;

/// <summary>Reads the entries of <see cref="HostParameters.WeightOfRealServers"/>.</summary>
internal static class WeightText
{
    private const string Form = "HOST[:PORT][,WEIGHT[,UPPER[,LOWER]]][,METHOD]";
    private const int LongestEntry = 4; // fields besides the method

    /// <summary>Reads all entries.</summary>
    /// <exception cref="FormatException">There are mistakes; the message names each of them.</exception>
    public static IReadOnlyList<WeightedHost> Read(string text)
    {
        var mistakes = new List<string>();
        var entries = new List<WeightedHost>();
        var known = new HashSet<(string Host, int Port)>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadEntry(word, mistakes) is not { } entry)
            {
                continue;
            }

            if (!known.Add((entry.Host.ToUpperInvariant(), entry.Port)))
            {
                mistakes.Add($"\"{word.Split(',')[0]}\" is there twice; each host should be there once");
                continue;
            }

            entries.Add(entry);
        }

        return mistakes.Count == 0 ? entries : throw new FormatException(string.Join("; ", mistakes));
    }

    private static WeightedHost? ReadEntry(string word, List<string> mistakes)
    {
        var fields = word.Split(',');
        var method = fields.Length > 1 ? MethodOf(fields[^1]) : null;
        if (method is not null)
        {
            fields = fields[..^1];
        }

        if (fields.Length > LongestEntry || !HostAndPort.TrySplit(fields[0], out var host, out var portText))
        {
            mistakes.Add($"\"{word}\" should be {Form}");
            return null;
        }

        var before = mistakes.Count;
        var port = Number("port", portText, word, 1, 65535, mistakes);
        var weight = Number("weight", Field(1), word, 0, HostParameters.MaximumWeight, mistakes);
        var upper = Number("upper threshold", Field(2), word, 0, int.MaxValue, mistakes);
        var lower = Number("lower threshold", Field(3), word, 0, int.MaxValue, mistakes);
        if (mistakes.Count == before && lower > (upper ?? 0))
        {
            mistakes.Add($"the lower threshold in \"{word}\" should be no more than the upper one, {upper ?? 0}");
        }

        return mistakes.Count > before ? null : new WeightedHost
        {
            Host = host,
            Port = port ?? 0,
            Weight = weight,
            UpperThreshold = upper,
            LowerThreshold = lower,
            ForwardMethod = method,
        };

        string? Field(int index) => fields.Length > index && fields[index].Length > 0 ? fields[index] : null;
    }

    private static ForwardMethod? MethodOf(string field) => field.ToUpperInvariant() switch
    {
        "DR" => ForwardMethod.Dr,
        "NAT" => ForwardMethod.Nat,
        "TUNNEL" => ForwardMethod.Tunnel,
        _ => null,
    };

    private static int? Number(string what, string? field, string word, int least, int greatest, List<string> mistakes)
    {
        if (field is null)
        {
            return null;
        }

        if (!int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > greatest)
        {
            mistakes.Add($"the {what} in \"{word}\" should be a whole number from {least} to {greatest}");
        }

        return number;
    }
}

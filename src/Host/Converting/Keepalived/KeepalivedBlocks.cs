using System.Globalization;

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Sequence and list blocks (keepalived.conf(5), "Sequence blocks" and "List blocks"): what their variables are set to, one after the other.</summary>
internal static class KeepalivedBlocks
{
    /// <summary>The most values that a sequence may have.</summary>
    public const int Most = 100_000;

    private static readonly string[] Names = ["~SEQx(", "~SEQ(", "~LST("];

    /// <summary>Whether a line begins with one.</summary>
    public static bool Begins(string line) => Array.Exists(Names, name => line.StartsWith(name, StringComparison.Ordinal));

    /// <summary>Reads the block that a line begins with.</summary>
    /// <param name="line">The line.</param>
    /// <param name="rest">What stands after the block.</param>
    /// <returns>The variables with their values, round by round; null where it is written wrongly.</returns>
    public static IReadOnlyList<IReadOnlyList<(string Name, string Value)>>? Read(string line, out string rest)
    {
        rest = "";
        var end = line.IndexOf(')', StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        rest = line[(end + 1)..].Trim();
        var inside = line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..end];
        return line.StartsWith("~LST(", StringComparison.Ordinal) ? List(inside) : Sequence(inside, line[4] == 'x');
    }

    private static List<IReadOnlyList<(string Name, string Value)>>? Sequence(string inside, bool isHex)
    {
        var words = inside.Split(',', StringSplitOptions.TrimEntries);
        if (words.Length is < 2 or > 4 || words[0].Length == 0)
        {
            return null;
        }

        var numbers = words[1..].Select(Number).ToList();
        if (numbers.Contains(null))
        {
            return null;
        }

        var last = numbers[^1]!.Value;
        var first = numbers.Count > 1 ? numbers[0]!.Value : last > 0 ? 1 : -1;
        var step = numbers.Count > 2 ? numbers[1]!.Value : last >= first ? 1 : -1;
        if (step == 0 || Math.Abs(last - first) / Math.Abs(step) >= Most)
        {
            return null;
        }

        var rounds = new List<IReadOnlyList<(string, string)>>();
        for (var value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            rounds.Add([(words[0], isHex ? value.ToString("x", CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture))]);
        }

        return rounds;
    }

    private static long? Number(string word)
    {
        var isNegative = word.StartsWith('-');
        var digits = isNegative ? word[1..] : word;
        var isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return int.TryParse(isHex ? digits[2..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? isNegative ? -(long)number : number
            : null;
    }

    private static List<IReadOnlyList<(string Name, string Value)>>? List(string inside)
    {
        var groups = Groups(inside);
        return groups.Count < 2 || groups.Exists(group => group.Count != groups[0].Count) || groups[0].Contains("")
            ? null
            : [.. groups.Skip(1).Select(group => (IReadOnlyList<(string, string)>)[.. groups[0].Zip(group)])];
    }

    // {IP, IP1}, {10,1}, {20,4} or VAR, one, two.
    private static List<List<string>> Groups(string inside)
    {
        var groups = new List<List<string>>();
        for (var index = 0; index < inside.Length;)
        {
            if (char.IsWhiteSpace(inside[index]) || inside[index] == ',')
            {
                index++;
                continue;
            }

            var isGroup = inside[index] == '{';
            var end = inside.IndexOf(isGroup ? '}' : ',', index);
            end = end < 0 ? inside.Length : end;
            var written = inside[(isGroup ? index + 1 : index)..Math.Max(end, isGroup ? index + 1 : index)];
            groups.Add(isGroup ? [.. written.Split(',', StringSplitOptions.TrimEntries)] : [written.Trim()]);
            index = end + 1;
        }

        return groups;
    }
}

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Expands the braces of csh in the name of a file: <c>{a,b{c,d}}.conf</c>.</summary>
internal static class BracePattern
{
    private const int Most = 1000;

    /// <summary>The names that it stands for.</summary>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        List<string> left = [pattern];
        var names = new List<string>();
        while (left.Count > 0 && names.Count + left.Count < Most)
        {
            var one = left[0];
            left.RemoveAt(0);
            var open = one.IndexOf('{', StringComparison.Ordinal);
            var close = open < 0 ? -1 : End(one, open);
            if (close < 0)
            {
                names.Add(one);
            }
            else
            {
                left.InsertRange(0, Choices(one[(open + 1)..close]).Select(choice => one[..open] + choice + one[(close + 1)..]));
            }
        }

        return names;
    }

    private static int End(string text, int open)
    {
        var depth = 0;
        for (var index = open; index < text.Length; index++)
        {
            depth += text[index] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return index;
            }
        }

        return -1;
    }

    private static List<string> Choices(string inside)
    {
        var choices = new List<string>();
        var (start, depth) = (0, 0);
        for (var index = 0; index < inside.Length; index++)
        {
            depth += inside[index] switch { '{' => 1, '}' => -1, _ => 0 };
            if (inside[index] == ',' && depth == 0)
            {
                choices.Add(inside[start..index]);
                start = index + 1;
            }
        }

        choices.Add(inside[start..]);
        return choices;
    }
}

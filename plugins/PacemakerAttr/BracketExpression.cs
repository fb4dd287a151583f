using System.Text;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Reads a bracket expression (POSIX.1-2017, Base Definitions 9.3.5, in the C locale).</summary>
internal static class BracketExpression
{
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\0-\u001F\u007F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = "!-/:-@\\[-`{-~",
        ["space"] = @"\t-\r ",
        ["upper"] = "A-Z",
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>A bracket expression as a class of .NET's syntax.</summary>
    /// <param name="text">The text it is in.</param>
    /// <param name="position">Where it begins; then, where it has ended.</param>
    /// <exception cref="FormatException">It is wrong.</exception>
    public static string Translate(string text, ref int position)
    {
        var begin = position++;
        var members = new StringBuilder("[");
        if (position < text.Length && text[position] == '^')
        {
            members.Append('^');
            position++;
        }

        // First, a closing bracket stands for itself.
        for (var first = position; position < text.Length && (text[position] != ']' || position == first);)
        {
            if (text[position] == '-' && position != first && !IsAt(text, position + 1, ']'))
            {
                throw Mistake(text[begin..], "has a \"-\" that stands for itself and is neither first nor last");
            }

            Member(text, ref position, members);
        }

        if (position == text.Length)
        {
            throw Mistake(text[begin..], "has no closing \"]\"");
        }

        position++;
        if (position - begin > 3 && text[begin + 1] == ':' && text[position - 2] == ':')
        {
            throw Mistake(text[begin..position], $"is a class outside of a bracket expression; write \"[{text[begin..position]}]\"");
        }

        return members.Append(']').ToString();
    }

    private static void Member(string text, ref int position, StringBuilder members)
    {
        if (Delimited(text, ref position, ':') is { } name)
        {
            members.Append(Classes.TryGetValue(name, out var letters)
                ? letters
                : throw Mistake($"[:{name}:]", $"is no class; the classes are {string.Join(", ", Classes.Keys)}"));
            if (IsAt(text, position, '-') && !IsAt(text, position + 1, ']'))
            {
                throw Mistake($"[:{name}:]-", "is no range");
            }

            return;
        }

        // Of an equivalence class there is one member in the C locale, and it cannot begin a range.
        if (Delimited(text, ref position, '=') is { } equivalent)
        {
            members.Append(ExtendedExpression.Literal(Single(equivalent)));
            return;
        }

        var from = Element(text, ref position);
        if (!IsAt(text, position, '-') || position + 1 >= text.Length || IsAt(text, position + 1, ']'))
        {
            members.Append(ExtendedExpression.Literal(from));
            return;
        }

        position++;
        var to = Element(text, ref position);
        if (to < from)
        {
            throw Mistake($"{from}-{to}", "is a range that ends before it begins");
        }

        members.Append(ExtendedExpression.Literal(from)).Append('-').Append(ExtendedExpression.Literal(to));
    }

    private static char Element(string text, ref int position)
    {
        if (IsAt(text, position, '[') && (IsAt(text, position + 1, ':') || IsAt(text, position + 1, '=')))
        {
            throw Mistake(text[position..], "is not the end of a range");
        }

        return Delimited(text, ref position, '.') is { } name ? Single(name) : text[position++];
    }

    // The inside of [:name:], [.name.] or [=name=]; null when there is none at the position.
    private static string? Delimited(string text, ref int position, char mark)
    {
        if (!IsAt(text, position, '[') || !IsAt(text, position + 1, mark))
        {
            return null;
        }

        var end = text.IndexOf($"{mark}]", position + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Mistake(text[position..], $"has no closing \"{mark}]\"");
        }

        var inside = text[(position + 2)..end];
        position = end + 2;
        return inside;
    }

    private static char Single(string name) => name.Length == 1
        ? name[0]
        : throw Mistake(name, "is not the name of one character; write the character");

    private static bool IsAt(string text, int position, char letter) => position < text.Length && text[position] == letter;

    private static FormatException Mistake(string part, string what) =>
        new($"has a mistake in a bracket expression: \"{part}\" {what}");
}

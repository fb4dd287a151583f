using System.Text;

namespace LvsPluggable.Postgres.Connections;

/// <summary>
/// Reads what <c>COPY … TO STDOUT</c> sends in its text format: a line a row, tabs between columns, <c>\N</c> for null, and
/// backslash escapes (PostgreSQL's manual, COPY, "Text Format").
/// </summary>
internal static class CopyText
{
    public static IReadOnlyList<string?[]> Read(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Array.ConvertAll(line.Split('\t'), Field))];

    private static string? Field(string text)
    {
        if (text == @"\N")
        {
            return null;
        }

        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var field = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                field.Append(text[at]);
                continue;
            }

            at++;
            field.Append(text[at] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\v',
                var other => other,
            });
        }

        return field.ToString();
    }
}

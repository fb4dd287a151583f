using System.Text;

namespace LvsPluggable.Postgres.Connections;

/// <summary>Reads what another machine sends, up to a limit.</summary>
internal static class BoundedText
{
    private const int Longest = 1 << 20;
    private const int Chunk = 4096;

    /// <summary>Reads an answer to its end.</summary>
    /// <returns>The answer; null when it is too long.</returns>
    public static async Task<string?> ReadAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[Chunk];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            text.Append(buffer, 0, count);
            if (text.Length > Longest)
            {
                return null;
            }
        }

        return text.ToString();
    }
}

namespace LvsPluggable.Host.Ocf;

/// <summary>Makes a line of a text, for the formats whose records are lines.</summary>
internal static class SingleLine
{
    /// <summary>The text with every control character, line breaks included, replaced by a space.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text) =>
        string.Create(text.Length, text, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
}

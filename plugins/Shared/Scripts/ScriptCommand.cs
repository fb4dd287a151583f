using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Plugins.Scripts;

/// <summary>A program and its arguments. Only the program is ever shown: the arguments may hold a password.</summary>
internal sealed class ScriptCommand
{
    // The characters that isspace(3) knows in the C locale, so that a no-break space within a word stays there.
    private static readonly char[] WhiteSpace = [' ', '\t', '\n', '\r', '\f', '\v'];

    private ScriptCommand(string[] words)
    {
        Program = words[0];
        Arguments = words[1..];
    }

    /// <summary>The first word: a path, or a name to look up in PATH.</summary>
    public string Program { get; }

    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Splits at white space and nothing else: the scripts that people have evaluate the quotes themselves.</summary>
    /// <exception cref="FormatException">There is no word in the text.</exception>
    public static ScriptCommand Parse(string text)
    {
        var words = Split(text);
        return words.Length > 0 ? new ScriptCommand(words) : throw new FormatException("should be a program and its arguments");
    }

    /// <summary>The words of a text that white space separates.</summary>
    public static string[] Split(string text) => text.Split(WhiteSpace, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The program, fit to be shown.</summary>
    public override string ToString() => ShownText.Of(Program);
}

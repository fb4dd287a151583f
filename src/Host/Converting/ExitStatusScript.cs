namespace LvsPluggable.Host.Converting;

/// <summary>
/// Writes a program that says by its exit status whether a real server is fit as <c>realserver_check_active_real_server_script</c>, which prints t.
/// That is split at white space, so sh is given one word; it gets the real server as <c>$0</c>.
/// </summary>
internal static class ExitStatusScript
{
    /// <summary>Stands for the real server among the words.</summary>
    public const string Server = "$0";

    private const string Blank = "${IFS}";

    /// <summary>Writes it; null where a word cannot be written so.</summary>
    /// <param name="words">The program and its arguments.</param>
    public static string? Write(IReadOnlyList<string> words) =>
        words.Count == 0 || words.Any(word => word.Length == 0 || word.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '\''))
            ? null
            : $"/bin/sh -c {string.Join(Blank, words.Select(Quoted))}>/dev/null&&echo{Blank}t";

    private static string Quoted(string word) => word == Server ? word : ShellWord.Quote(word);
}

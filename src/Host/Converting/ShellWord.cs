using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Converting;

/// <summary>Writes a word as sh reads it.</summary>
internal static partial class ShellWord
{
    /// <summary>It, in quotes where it needs them.</summary>
    public static string Quote(string word) => IsPlain(word) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Whether it means itself, wherever it stands.</summary>
    public static bool IsPlain(string word) => Plain().IsMatch(word);

    [GeneratedRegex("^[A-Za-z0-9_@%+=:,./-]+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}

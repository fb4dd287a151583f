namespace LvsPluggable.Plugins.Network.Http;

/// <summary>What the texts in a request may be (RFC 9110, 4 and 5.6.2).</summary>
internal static class HttpText
{
    private const int Longest = 2048;

    /// <summary>Whether a letter may be in the name of a header or method.</summary>
    public static bool IsTokenLetter(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal);

    /// <exception cref="FormatException">The text is no path.</exception>
    public static string ParsePath(string text) =>
        text.Length <= Longest && text[0] == '/' && text.All(letter => letter is > ' ' and <= '~' and not '#')
            ? text
            : throw new FormatException(
                $"should be a path such as /health, with a query or without, of at most {Longest} letters of ASCII and without blanks or #");

    /// <exception cref="FormatException">The text is no method.</exception>
    public static string ParseMethod(string text) => text.Length <= 32 && text.All(char.IsAsciiLetterUpper) && text != "CONNECT"
        ? text
        : throw new FormatException("should be a method in capital letters, such as GET or HEAD; CONNECT is none for a check");

    /// <exception cref="FormatException">The text is no host.</exception>
    public static string ParseHost(string text) =>
        Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var url) && url.PathAndQuery == "/" && url.UserInfo.Length == 0
        && !text.Any(letter => letter is <= ' ' or > '~' or '/' or '?' or '#' or '@' or '\\')
            ? text
            : throw new FormatException("should be a host name, with a port or without, such as www.example.org or www.example.org:8080");
}

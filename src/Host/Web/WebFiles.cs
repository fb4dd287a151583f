using System.Security.Cryptography;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Web;

/// <summary>Reads the files that a server of HTTP needs. What is wrong with one is a sentence that names it.</summary>
internal static class WebFiles
{
    private const int ShortestToken = 16;
    private const int LargestFile = 1024 * 1024;
    private const UnixFileMode ByOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <summary>The token: a file's first line.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, others may read it, or it is none.</exception>
    public static string Token(string path)
    {
        var token = Secret(path).Split('\n', 2)[0].Trim();
        return token.Length >= ShortestToken && token.All(letter => letter is > ' ' and <= '~')
            ? token
            : throw new InvalidDataException($"the first line of {path} should be a token, {ShortestToken} letters, digits and signs of ASCII or more");
    }

    /// <summary>A certificate with those above it, and its key.</summary>
    /// <exception cref="InvalidDataException">One cannot be read, others may read the key, or they are no pair.</exception>
    public static WebIdentity Identity(string certificate, string key)
    {
        var identity = new WebIdentity(Text(certificate), Secret(key));
        try
        {
            using var own = identity.Own();
            return identity;
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{certificate} and {key} should be a certificate and its key, as PEM: {Words.Of(problem).TrimEnd('.')}", problem);
        }
    }

    private static string Secret(string path)
    {
        var text = Text(path);
        return (File.GetUnixFileMode(path) & ByOthers) == UnixFileMode.None
            ? text
            : throw new InvalidDataException($"{path} can be read by everybody, or written by others; chmod o-rw,g-w {path} would mend that");
    }

    private static string Text(string path)
    {
        try
        {
            return new FileInfo(path) is { Length: > LargestFile } ? throw new IOException("it is too long") : File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read: {Words.Of(problem).TrimEnd('.')}", problem);
        }
    }
}

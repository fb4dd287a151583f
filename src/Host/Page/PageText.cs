using System.Security.Cryptography;
using System.Text;

namespace LvsPluggable.Host.Page;

/// <summary>The page for people, one file that asks nobody else for anything, and the policy that holds it to that.</summary>
internal static class PageText
{
    private const string Resource = "page.html";

    private static readonly Lazy<byte[]> Bytes = new(Read);

    private static readonly Lazy<string> ContentPolicy = new(() => Policy(Encoding.UTF8.GetString(Html)));

    /// <summary>The page.</summary>
    public static byte[] Html => Bytes.Value;

    /// <summary>What a browser is to keep it from: all but its own script and style, by their hashes, and asking this server.</summary>
    public static IReadOnlyDictionary<string, string> Headers => new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Security-Policy"] = ContentPolicy.Value,
    };

    private static byte[] Read()
    {
        using var stream = typeof(PageText).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Policy(string html) =>
        $"default-src 'none'; script-src {HashOf(html, "script")}; style-src {HashOf(html, "style")}; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static string HashOf(string html, string element)
    {
        var begin = html.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var end = html.IndexOf($"</{element}>", begin, StringComparison.Ordinal);
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[begin..end])))}'";
    }
}

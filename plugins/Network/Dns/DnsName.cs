using System.Text;

namespace LvsPluggable.Plugins.Network.Dns;

/// <summary>A domain name, as text and as messages have it (RFC 1035, 3.1).</summary>
/// <param name="Text">The name.</param>
/// <param name="Labels">Labels with their lengths before them, and the root.</param>
internal sealed record DnsName(string Text, byte[] Labels)
{
    private const int LongestLabel = 63;
    private const int Longest = 255;

    /// <exception cref="FormatException">The text is no domain name.</exception>
    public static DnsName Parse(string text)
    {
        var labels = new List<byte>();
        foreach (var label in text == "." ? [] : (text.EndsWith('.') ? text[..^1] : text).Split('.'))
        {
            if (label.Length is 0 or > LongestLabel || !label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            {
                throw Mistake();
            }

            labels.Add((byte)label.Length);
            labels.AddRange(Encoding.ASCII.GetBytes(label));
        }

        labels.Add(0);
        return labels.Count <= Longest ? new DnsName(text, [.. labels]) : throw Mistake();
    }

    private static FormatException Mistake() => new(
        "should be a domain name such as www.example.org, of letters, digits, hyphens and underscores, at most 63 between two dots");
}

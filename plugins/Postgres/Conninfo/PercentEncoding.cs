using System.Text;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>The percent-encoding of URIs (RFC 3986, section 2.1), as libpq reads it: a plus sign is a plus sign.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads an encoded text.</summary>
    /// <param name="text">The encoded text.</param>
    /// <param name="mistake">What is wrong, as the end of a sentence; null when nothing is.</param>
    /// <returns>The text that it stands for; null when there is a mistake.</returns>
    public static string? Decode(string text, out string? mistake)
    {
        mistake = null;
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new List<byte>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                var length = char.IsSurrogatePair(text, at) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text, at, length));
                at += length - 1;
                continue;
            }

            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                mistake = "has a % without two hexadecimal digits behind it; write %25 for a percent sign";
                return null;
            }

            var value = Convert.ToByte(text.Substring(at + 1, 2), 16);
            if (value == 0)
            {
                mistake = "has %00, which no value may have";
                return null;
            }

            bytes.Add(value);
            at += 2;
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            mistake = "should be UTF-8 when its % signs are decoded";
            return null;
        }
    }
}

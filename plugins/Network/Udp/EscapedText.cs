using System.Globalization;
using System.Text;

namespace LvsPluggable.Plugins.Network.Udp;

/// <summary>Bytes that are written as text, with escapes for those that no text has.</summary>
/// <param name="Bytes">The bytes.</param>
internal sealed record EscapedText(byte[] Bytes)
{
    private const int Longest = 1024;

    /// <exception cref="FormatException">An escape is wrong, or there are too many bytes.</exception>
    public static EscapedText Parse(string text)
    {
        var bytes = new List<byte>();
        for (var position = 0; position < text.Length;)
        {
            var end = text.IndexOf('\\', position);
            end = end < 0 ? text.Length : end;
            bytes.AddRange(Encoding.UTF8.GetBytes(text[position..end]));
            position = end;
            if (end < text.Length)
            {
                bytes.Add(Escape(text.AsSpan(end), out var length));
                position += length;
            }
        }

        return bytes.Count <= Longest
            ? new EscapedText([.. bytes])
            : throw new FormatException($"should stand for at most {Longest} bytes, and stands for {bytes.Count}");
    }

    private static byte Escape(ReadOnlySpan<char> text, out int length)
    {
        length = 2;
        switch (text.Length > 1 ? text[1] : '\0')
        {
            case '\\':
                return (byte)'\\';
            case 'r':
                return (byte)'\r';
            case 'n':
                return (byte)'\n';
            case 't':
                return (byte)'\t';
            case 'x' when text.Length >= 4
                && byte.TryParse(text[2..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value):
                length = 4;
                return value;
            default:
                throw new FormatException(
                    $"has \"{text[..Math.Min(text.Length, 4)]}\", and a backslash should begin \\xHH, \\r, \\n, \\t or \\\\");
        }
    }
}

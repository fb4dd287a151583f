using System.Globalization;

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>Where in an answer the percentage of the weight is.</summary>
/// <param name="Header">The header's name; null for the body.</param>
internal sealed record WeightOrigin(string? Header)
{
    private const string Body = "body";
    private const string HeaderPrefix = "header:";

    /// <exception cref="FormatException">The text names no part of an answer.</exception>
    public static WeightOrigin Parse(string text)
    {
        if (text == Body)
        {
            return new WeightOrigin((string?)null);
        }

        var name = text.StartsWith(HeaderPrefix, StringComparison.Ordinal) ? text[HeaderPrefix.Length..] : "";
        return name.Length > 0 && name.All(HttpText.IsTokenLetter)
            ? new WeightOrigin(name)
            : throw new FormatException("should be body, or header: and the name of a header, such as header:X-Weight");
    }

    /// <summary>A percentage as agents write it: a whole number, with or without a percent sign; more than all of it is all of it.</summary>
    public static int? PercentOf(string text)
    {
        var digits = text.AsSpan().Trim();
        digits = digits.EndsWith("%") ? digits[..^1] : digits;
        return uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (int)Math.Min(number, 100) : null;
    }

    public override string ToString() => Header is null ? Body : HeaderPrefix + Header;
}

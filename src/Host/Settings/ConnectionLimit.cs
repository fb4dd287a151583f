using System.Globalization;

namespace LvsPluggable.Host.Settings;

/// <summary>Between how many connections a real server gets no new ones.</summary>
internal sealed record ConnectionLimit
{
    public const string Expected = "a number of connections, and after a comma a smaller one below which new ones come again, such as 100 or 100,50";

    /// <summary>The number above which it gets none; 0: no limit.</summary>
    public required int Upper { get; init; }

    /// <summary>The number below which it gets new ones again; 0: three quarters of <see cref="Upper"/>.</summary>
    public required int Lower { get; init; }

    /// <summary>Reads <c>UPPER</c> or <c>UPPER,LOWER</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static ConnectionLimit Parse(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return TryRead(comma < 0 ? text : text[..comma], out var upper)
            && TryRead(comma < 0 ? "0" : text[(comma + 1)..], out var lower)
            && lower <= upper
                ? new ConnectionLimit { Upper = upper, Lower = lower }
                : throw new FormatException("should be " + Expected);
    }

    private static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

using System.Globalization;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Numbers and times in a few letters.</summary>
internal static class Numbers
{
    private static readonly string[] Units = ["", "k", "M", "G", "T", "P"];

    /// <summary>How many, such as 3, 12 or 3.4k.</summary>
    public static string Count(long number) => number < 1000 ? number.ToString(CultureInfo.InvariantCulture) : Rate(number);

    /// <summary>A number a second, such as 0.5, 12 or 3.4k; a dash where it is not known.</summary>
    public static string Rate(double? number)
    {
        if (number is not { } left)
        {
            return "-";
        }

        var unit = 0;
        while (left >= 999.5 && unit < Units.Length - 1)
        {
            left /= 1000;
            unit++;
        }

        return left.ToString(left is 0 or >= 9.95 ? "0" : "0.0", CultureInfo.InvariantCulture) + Units[unit];
    }

    /// <summary>How long ago it was, such as 12s, 5m, 3h or 2d; nothing where it never was.</summary>
    public static string Ago(DateTimeOffset since, DateTimeOffset now) => since == default ? "" : (now - since) switch
    {
        { TotalSeconds: < 60 } passed => $"{Math.Max(0, (int)passed.TotalSeconds)}s",
        { TotalMinutes: < 60 } passed => $"{(int)passed.TotalMinutes}m",
        { TotalHours: < 48 } passed => $"{(int)passed.TotalHours}h",
        var passed => $"{(int)passed.TotalDays}d",
    };
}

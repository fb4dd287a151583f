using System.Globalization;
using System.Text;

namespace LvsPluggable;

/// <summary>Reads the texts of the built-in parameter types.</summary>
internal static class ParameterText
{
    // Timers of .NET wait 2^32 - 2 milliseconds at most, those that take an int 2^31 - 1.
    private static readonly TimeSpan LongestDuration = TimeSpan.FromHours(576);

    /// <summary>What stands for true: what ocf_is_true of the resource-agents' ocf-shellfuncs takes for it, in capitals or not.</summary>
    public static IReadOnlyList<string> Yes { get; } = ["true", "yes", "on", "1", "y"];

    /// <summary>What stands for false: the opposites of those.</summary>
    public static IReadOnlyList<string> No { get; } = ["false", "no", "off", "0", "n"];

    public static ParameterType TypeOf(Type type) => type switch
    {
        _ when type == typeof(string) => ParameterType.String,
        _ when type == typeof(int) || type == typeof(long) => ParameterType.Integer,
        _ when type == typeof(bool) => ParameterType.Boolean,
        _ when type == typeof(TimeSpan) => ParameterType.Duration,
        { IsEnum: true } => ParameterType.Enumeration,
        _ => throw new NotSupportedException($"A parameter of type {type.Name} needs a Parse function."),
    };

    public static string Expectation(Type type, object? minimum, object? maximum) => TypeOf(type) switch
    {
        ParameterType.Integer => "a whole number" + Range(minimum, maximum),
        ParameterType.Boolean => "true or false",
        ParameterType.Duration => "a duration such as 500ms, 5s or 2m" + Range(minimum, maximum ?? LongestDuration),
        ParameterType.Enumeration => "one of " + string.Join(", ", Choices(type)),
        _ => "a text",
    };

    public static IReadOnlyList<string> Choices(Type type) => [.. Enum.GetNames(type).Select(SnakeCase)];

    public static object Read(Type type, string text, object? minimum, object? maximum)
    {
        object? value = TypeOf(type) switch
        {
            ParameterType.Integer => ReadInteger(type, text),
            ParameterType.Boolean => ReadBoolean(text),
            ParameterType.Duration => ReadDuration(text),
            ParameterType.Enumeration => ReadEnumeration(type, text),
            _ => text,
        };
        if (value is null || Compare(value, minimum) < 0 || Compare(value, maximum) > 0)
        {
            throw new FormatException("should be " + Expectation(type, minimum, maximum));
        }

        return value;
    }

    public static string Format(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0s",
        _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => duration.TotalHours.ToString(CultureInfo.InvariantCulture) + "h",
        _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => duration.TotalMinutes.ToString(CultureInfo.InvariantCulture) + "m",
        _ when duration.Ticks % TimeSpan.TicksPerSecond == 0 => duration.TotalSeconds.ToString(CultureInfo.InvariantCulture) + "s",
        _ => duration.TotalMilliseconds.ToString(CultureInfo.InvariantCulture) + "ms",
    };

    private static int Compare(object value, object? bound) =>
        bound is null ? 0 : ((IComparable)value).CompareTo(Convert.ChangeType(bound, value.GetType(), CultureInfo.InvariantCulture));

    private static string Range(object? minimum, object? maximum) => (minimum, maximum) switch
    {
        (null, null) => "",
        (_, null) => $" of at least {Show(minimum)}",
        (null, _) => $" of at most {Show(maximum)}",
        _ => $" from {Show(minimum)} to {Show(maximum)}",
    };

    private static string Show(object bound) => bound is TimeSpan duration
        ? Format(duration)
        : Convert.ToString(bound, CultureInfo.InvariantCulture)!;

    private static object? ReadInteger(Type type, string text)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign;
        if (type == typeof(int))
        {
            return int.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        return long.TryParse(text, style, CultureInfo.InvariantCulture, out var large) ? large : null;
    }

    private static object? ReadBoolean(string text) =>
        Yes.Contains(text, StringComparer.OrdinalIgnoreCase) ? true
            : No.Contains(text, StringComparer.OrdinalIgnoreCase) ? false
            : null;

    private static object? ReadDuration(string text)
    {
        var digits = text.AsSpan().TrimEnd("hms");
        var unit = text.AsSpan(digits.Length) switch
        {
            "ms" => 1L,
            "" or "s" => 1_000L,
            "m" => 60_000L,
            "h" => 3_600_000L,
            _ => 0L,
        };
        if (unit == 0
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > (long)LongestDuration.TotalMilliseconds / unit)
        {
            return null;
        }

        return TimeSpan.FromMilliseconds(count * unit);
    }

    private static object? ReadEnumeration(Type type, string text)
    {
        foreach (var name in Enum.GetNames(type))
        {
            if (SnakeCase(name).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return Enum.Parse(type, name);
            }
        }

        return null;
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

using LvsPluggable.Text;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>Copies what a check measured, and leaves out what cannot be a metric. Runs the plugin's code: the list.</summary>
internal static class MeasurementBorder
{
    private const int Most = 16;
    private const int LongestName = 64;

    /// <param name="check">The check, whose call has answered.</param>
    /// <returns>What it measured; empty when it measures nothing.</returns>
    public static IReadOnlyList<Measurement> Copy(IHealthCheck check) => check is IMeasuring measuring ? Copied(measuring.Measurements) : [];

    /// <summary>Whether a number can be a metric.</summary>
    public static bool IsRight(Measurement measured) => IsName(measured.Name) && double.IsFinite(measured.Value);

    private static IReadOnlyList<Measurement> Copied(IEnumerable<Measurement?>? measured) =>
    [
        .. (measured ?? []).Take(Most).OfType<Measurement>().Where(IsRight).DistinctBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => one with { Description = one.Description is null ? null : OneLine.Of(one.Description) }),
    ];

    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName }
        && char.IsAsciiLetterLower(name[0])
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');
}

using System.Globalization;

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>The major versions of PostgreSQL that tests run on, and what their images are called; tests/lab/containers says both.</summary>
internal static class Majors
{
    private static readonly string Chosen = Variable("LVSDR_POSTGRES_MAJORS", "12 15 18");
    private static readonly string Repository = Variable("LVSDR_POSTGRES_IMAGE", "postgres");

    // Lines of a version and the reason why it cannot be had.
    private static readonly Dictionary<int, string> Missing = Variable("LVSDR_POSTGRES_MISSING", "")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' ', 2))
        .ToDictionary(words => int.Parse(words[0], CultureInfo.InvariantCulture), words => words[^1]);

    public static IEnumerable<int> All { get; } = Chosen
        .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => int.Parse(word, CultureInfo.InvariantCulture))
        .Distinct();

    /// <summary>The name of the image of a version.</summary>
    public static string Image(int major) => $"{Repository}:{major}";

    /// <summary>Why there is no image of a version; null when there is one.</summary>
    public static string? ReasonWithout(int major) => Missing.GetValueOrDefault(major);

    private static string Variable(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : otherwise;
}

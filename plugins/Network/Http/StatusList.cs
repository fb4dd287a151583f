using System.Globalization;

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>Which statuses of HTTP are right.</summary>
/// <param name="Text">The list, as it was given.</param>
/// <param name="Ranges">First and last status of each range.</param>
internal sealed record StatusList(string Text, IReadOnlyList<(int First, int Last)> Ranges)
{
    private const int Least = 200;
    private const int Most = 599;

    /// <summary>Whether a status is among them.</summary>
    public bool Contains(int status) => Ranges.Any(range => range.First <= status && status <= range.Last);

    /// <exception cref="FormatException">The text is no list of statuses.</exception>
    public static StatusList Parse(string text)
    {
        var mistakes = new List<string>();
        var ranges = new List<(int, int)>();
        foreach (var word in text.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = word.Split('-');
            if (ends.Length <= 2 && StatusOf(ends[0]) is { } first && StatusOf(ends[^1]) is { } last && first <= last)
            {
                ranges.Add((first, last));
            }
            else
            {
                mistakes.Add($"\"{word}\" should be a status from {Least} to {Most}, or two with a hyphen between, such as 200-299");
            }
        }

        if (ranges.Count == 0 && mistakes.Count == 0)
        {
            mistakes.Add("should name one status at least, such as \"200-299 301\"");
        }

        return mistakes.Count == 0 ? new StatusList(text, ranges) : throw new FormatException(string.Join("; ", mistakes));
    }

    private static int? StatusOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= Least and <= Most ? status : null;
}

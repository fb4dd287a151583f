using System.Net.Http.Headers;

namespace LvsPluggable.Host.Metrics;

/// <summary>What who asks over HTTP wants to read. Pure.</summary>
internal static class ScrapeAccept
{
    private const string OpenMetrics = "application/openmetrics-text";

    /// <summary>The format for an Accept header: OpenMetrics where it is asked for by name and nothing is liked better, else text.</summary>
    /// <param name="accept">The header; empty where there is none.</param>
    public static ScrapeFormat Read(string accept)
    {
        var asked = accept.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => MediaTypeWithQualityHeaderValue.TryParse(one, out var read) ? read : null)
            .OfType<MediaTypeWithQualityHeaderValue>()
            .ToList();
        var open = BestOf(asked.Where(one => string.Equals(one.MediaType, OpenMetrics, StringComparison.OrdinalIgnoreCase)));
        var other = BestOf(asked.Where(one => !string.Equals(one.MediaType, OpenMetrics, StringComparison.OrdinalIgnoreCase)));
        return open > 0 && open >= other ? ScrapeFormat.OpenMetrics : ScrapeFormat.Text;
    }

    // RFC 9110, 12.4.2: one that says nothing is liked by 1.
    private static double BestOf(IEnumerable<MediaTypeWithQualityHeaderValue> asked) => asked.Select(one => one.Quality ?? 1).DefaultIfEmpty(0).Max();
}

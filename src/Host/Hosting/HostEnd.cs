using System.Globalization;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Hosting;

/// <summary>The end of a host that was not asked to end, as the agent's supervisor saw it.</summary>
internal sealed record HostEnd(DateTimeOffset Time, string Cause)
{
    private static readonly long LatestSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Reads a line "UNIXTIME CAUSE"; null when it is something else.</summary>
    public static HostEnd? Read(string line)
    {
        var words = line.Split(' ', 2);
        return long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LatestSecond
            ? new HostEnd(DateTimeOffset.FromUnixTimeSeconds(seconds), words.Length == 2 ? OneLine.Of(words[1]) : "unknown cause")
            : null;
    }
}

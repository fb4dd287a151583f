using System.Xml;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>Where what happened before an instance was started here is kept: on the nodes on which it ran.</summary>
internal static class FormerNodes
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>Says it, where the time that was asked for reaches back before a start.</summary>
    public static async Task SayAsync(string instance, IReadOnlyList<Notice> history, DateTimeOffset from, CancellationToken cancellationToken)
    {
        if (history.LastOrDefault(notice => notice.Event == NoticeKind.Start) is not { } start || start.Time < from)
        {
            return;
        }

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Deadline);
        try
        {
            await using var cib = await CibInput.ReadAsync(null, bound.Token);
            foreach (var line in Lines(instance, start, CibHistory.Read(cib, instance), Environment.MachineName, TimeProvider.System))
            {
                Terminal.Out.WriteLine(line);
            }
        }
        catch (FileNotFoundException)
        {
            // No node of a cluster.
        }
        catch (Exception problem) when (problem is IOException or XmlException or InvalidOperationException
            || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Terminal.Out.WriteLine($"  where it ran before its last start here cannot be asked of the cluster: {Words.Of(problem)}");
        }
    }

    /// <summary>What is said.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="start">Its last start here.</param>
    /// <param name="cluster">What the cluster knows.</param>
    /// <param name="here">This machine's name.</param>
    /// <param name="time">The clock.</param>
    public static IEnumerable<string> Lines(string instance, Notice start, CibHistory cluster, string here, TimeProvider time)
    {
        var others = cluster.Nodes.Where(node => node != here).ToList();
        var ended = cluster.Ends.Where(end => end.Node != here).ToList();
        var ask = $"\"lvsdr history --instance {instance}\"";
        if (ended.Count > 0)
        {
            var places = string.Join(", ", ended.Select(end => end.At is { } at ? $"{end.Node} (until {Moment.Show(at, time)})" : end.Node));
            yield return $"  it was started here at {Moment.Show(start.Time, time)}; it ran before on {places}, which has its history of then: ask {ask} there";
        }
        else if (others.Count > 0)
        {
            yield return $"  it was started here at {Moment.Show(start.Time, time)}; if it ran on another node before, the cluster does not know that any more: "
                + $"ask {ask} on {string.Join(", ", others)}";
        }
    }
}

using System.Runtime.InteropServices;

namespace LvsPluggable.Postgres.Replication;

/// <summary>
/// Where the primary's log ended at what time, to tell by how much time a standby is behind. The standby's own clock and the
/// commit times in its log tell nothing while the primary is idle, and clocks need not agree.
/// </summary>
internal sealed class PrimarySamples(TimeSpan window)
{
    private const int Most = 1000;

    private readonly List<Sample> _samples = [];
    private int _timeline;

    /// <summary>How many are kept.</summary>
    public int Count => _samples.Count;

    /// <summary>Where the primary's log ended when it was last seen; null when no primary has been seen.</summary>
    public LogPosition? Newest => _samples.Count == 0 ? null : _samples[^1].Position;

    /// <summary>
    /// Adds what was seen of a primary. An older timeline than that of the last sample is of a former primary, and not kept.
    /// </summary>
    /// <param name="now">When, on any clock that does not jump.</param>
    /// <param name="timeline">The primary's timeline.</param>
    /// <param name="position">Where its log ends.</param>
    public void Add(TimeSpan now, int timeline, LogPosition position)
    {
        if (timeline < _timeline)
        {
            return;
        }

        // Positions of another timeline do not compare with these, and a log that ends earlier than before is another server's.
        if (timeline > _timeline || position < Newest)
        {
            _samples.Clear();
            _timeline = timeline;
        }

        if (_samples.Count > 0 && (position == Newest || now - _samples[^1].Last < window / Most))
        {
            // While the log stands still the newest time at which it ended there is the one that counts.
            if (position == Newest)
            {
                _samples[^1] = _samples[^1] with { Last = now };
            }

            return;
        }

        _samples.Add(new Sample(now, now, position));
        while (_samples.Count > 2 && now - _samples[1].Last > window)
        {
            _samples.RemoveAt(0);
        }
    }

    /// <summary>
    /// By how much time a standby is behind the newest sample. Time that passes without samples, because there is no primary, does
    /// not count: the standby has nothing to catch up with.
    /// </summary>
    /// <param name="replayed">Up to where the standby has replayed the log.</param>
    /// <param name="atLeast">Whether the standby is behind all samples, so that it may be behind by more.</param>
    /// <returns>Null when there is no sample.</returns>
    public TimeSpan? LagAt(LogPosition replayed, out bool atLeast)
    {
        atLeast = false;
        if (_samples.Count == 0)
        {
            return null;
        }

        for (var index = _samples.Count - 1; index >= 0; index--)
        {
            if (_samples[index].Position <= replayed)
            {
                return index == _samples.Count - 1 ? TimeSpan.Zero : _samples[^1].Last - _samples[index].Last;
            }
        }

        atLeast = true;
        return _samples[^1].Last - _samples[0].First;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Sample(TimeSpan First, TimeSpan Last, LogPosition Position);
}

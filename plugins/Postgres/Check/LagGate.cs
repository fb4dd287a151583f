using System.Globalization;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Check;

/// <summary>
/// Judges by how much a standby is behind. One that was beyond a limit is let in again only below half of it, so that one that
/// hovers around the limit does not come and go.
/// </summary>
internal sealed class LagGate(CheckSettings settings, Cluster cluster)
{
    private const double Back = 0.5;
    private const double FullWeight = 0.25;
    private const int LeastPercent = 10;

    private bool _isBeyond;

    /// <summary>
    /// Whether the time by which a standby is behind cannot be told yet: it has not come to where the first sample was taken.
    /// </summary>
    public bool IsTooEarly(ReplicaState state) =>
        settings.MaxLag is { } limit && state.Replayed is { } replayed
        && cluster.LagAt(replayed, out var atLeast) is { } lag && atLeast && lag <= limit;

    /// <summary>Judges a standby that is fit but for this.</summary>
    public HealthResult Judge(ReplicaState state)
    {
        if (settings.MaxLag is null && settings.MaxLagBytes is null)
        {
            return HealthResult.Healthy("standby" + Delay(state));
        }

        var (bytes, missing) = OfBytes(state);
        var (time, alsoMissing) = OfTime(state);
        missing ??= alsoMissing;
        var worst = bytes.Share >= time.Share ? bytes : time;
        if (worst.Share > 1 || (_isBeyond && worst.Share >= Back))
        {
            _isBeyond = true;
            var cause = state.IsPaused ? "; its replay is paused" : state.HasReceiver ? "" : "; it receives no log";
            return HealthResult.Drain(worst.Words + cause + Delay(state));
        }

        if (missing is not null)
        {
            return HealthResult.Unknown(missing);
        }

        _isBeyond = false;
        var words = worst.Share <= FullWeight ? "standby, well within its lag limit" : $"standby, {worst.Words}";
        return HealthResult.Healthy(words + Delay(state)) with { WeightPercent = settings.WeightByLag ? Percent(worst.Share) : null };
    }

    private static string Delay(ReplicaState state) =>
        state.Delay is { } delay ? $"; delayed by recovery_min_apply_delay = {delay}" : "";

    // From 100 at a quarter of the limit to 10 at all of it.
    private static int Percent(double share) =>
        share <= FullWeight ? 100 : (int)Math.Round(100 - ((share - FullWeight) / (1 - FullWeight) * (100 - LeastPercent)));

    // What the standby itself knows of the log that it lacks can only be too little: it counts where it is too much already.
    private (Lag Lag, string? Missing) OfBytes(ReplicaState state)
    {
        if (settings.MaxLagBytes is not { } limit)
        {
            return (default, null);
        }

        var missing = cluster.PrimaryPosition is null
            ? "its lag cannot be told: no primary has been seen (postgres_source names the primary)"
            : state.LagBytes is null ? "its lag cannot be told: it has not replayed anything yet" : null;
        var bytes = state.LagBytes ?? 0;
        return (new Lag((double)bytes / limit, $"{Size(bytes)} behind, of {Size(limit)} allowed"), missing);
    }

    private (Lag Lag, string? Missing) OfTime(ReplicaState state)
    {
        if (settings.MaxLag is not { } limit)
        {
            return (default, null);
        }

        var atLeast = false;
        if (state.Replayed is not { } replayed || cluster.LagAt(replayed, out atLeast) is not { } lag)
        {
            return (default, state.Replayed is null
                ? "its lag cannot be told: it has not replayed anything yet"
                : "its lag cannot be told: no primary has been seen (postgres_source names the primary)");
        }

        var words = $"{(atLeast ? "at least " : "")}{Seconds(lag)} behind, of {Seconds(limit)} allowed";
        var missing = atLeast ? "its lag in time cannot be told yet: it is behind all that was seen of the primary" : null;
        return (new Lag(lag / limit, words), missing);
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private static string Size(long bytes) => bytes switch
    {
        < 1L << 10 => $"{bytes} B",
        < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 10):0.#} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.#} GiB"),
    };

    /// <param name="Share">The lag as a share of its limit.</param>
    /// <param name="Words">The lag for people.</param>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Lag(double Share, string Words);
}

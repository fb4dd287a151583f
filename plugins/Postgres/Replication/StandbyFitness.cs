using System.Net;

namespace LvsPluggable.Postgres.Replication;

/// <summary>
/// Whether the primary should serve reads because no standby is fit. It comes in at once when the last standby fails, and goes only
/// when one has proved fit for a while: the host has its own count of healthy results before it uses a server again, and must not
/// be left without any in between.
/// </summary>
internal sealed class StandbyFitness(TimeProvider time)
{
    private const int ResultsToSettle = 3;
    private const int TimeoutsToFail = 2;

    // Also how long to wait for the first word about a server.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<object, Record> _records = [];
    private readonly long _origin = time.GetTimestamp();

    /// <summary>Takes down that a server is going to be checked.</summary>
    /// <param name="check">The check.</param>
    /// <param name="address">Its server's address.</param>
    public void Add(object check, IPAddress address)
    {
        lock (_lock)
        {
            _records[check] = new Record { Address = address, Since = time.GetTimestamp() };
        }
    }

    /// <summary>Forgets a check that has ended.</summary>
    public void Remove(object check)
    {
        lock (_lock)
        {
            _records.Remove(check);
        }
    }

    /// <summary>Takes down what a check found.</summary>
    /// <returns>Whether that can change what <see cref="NeedsPrimary"/> says.</returns>
    public bool Checked(object check, bool isStandby, HealthResult result)
    {
        lock (_lock)
        {
            if (!_records.TryGetValue(check, out var before) || result.Status == HealthStatus.Unknown)
            {
                return false;
            }

            var timeouts = result is { Status: HealthStatus.Unhealthy, IsCertain: false } ? before.Timeouts + 1 : 0;
            if (timeouts is > 0 and < TimeoutsToFail)
            {
                _records[check] = before with { Timeouts = timeouts, Healthy = 0 };
                return false;
            }

            var isFit = result.Status == HealthStatus.Healthy && isStandby;
            _records[check] = before with
            {
                IsNew = false,
                IsFit = isFit,
                Healthy = isFit ? before.Healthy + 1 : 0,
                Timeouts = timeouts,
                Since = before.IsFit == isFit ? before.Since : time.GetTimestamp(),
            };
            return before.IsNew || before.IsFit != isFit;
        }
    }

    /// <summary>Whether the primary should serve reads.</summary>
    /// <param name="listed">The addresses of all standbys that are listed.</param>
    /// <param name="doesAlready">Whether it does so now.</param>
    public bool NeedsPrimary(IReadOnlySet<IPAddress> listed, bool doesAlready)
    {
        lock (_lock)
        {
            var records = _records.Values.Where(record => listed.Contains(record.Address)).ToList();
            if (doesAlready)
            {
                return !records.Exists(IsSettled);
            }

            var isTooEarly = records.Count == 0
                ? listed.Count > 0 && !IsOver(_origin)
                : records.Exists(record => record.IsNew && !IsOver(record.Since));
            return !isTooEarly && !records.Exists(record => record.IsFit);
        }
    }

    private bool IsSettled(Record record) => record.Healthy >= ResultsToSettle && IsOver(record.Since);

    private bool IsOver(long since) => time.GetElapsedTime(since) >= SettlingTime;

    private sealed record Record
    {
        public required IPAddress Address { get; init; }

        /// <summary>Since when it is fit, or is not.</summary>
        public required long Since { get; init; }

        /// <summary>Whether nothing is known of it yet.</summary>
        public bool IsNew { get; init; } = true;

        public bool IsFit { get; init; }

        /// <summary>Healthy results in a row.</summary>
        public int Healthy { get; init; }

        /// <summary>Time-outs in a row.</summary>
        public int Timeouts { get; init; }
    }
}

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>What of a plugin's code was left to itself because it ignores its deadline or its token, for as long as it runs.</summary>
/// <param name="what">What it is, in words, in the plural.</param>
/// <param name="former">
/// What was left behind before the parameters changed, which counts in all. Of one real server it does not, since the change may have
/// mended it.
/// </param>
internal sealed class LeftBehind(string what, LeftBehind? former = null)
{
    /// <summary>So many may be left behind; then nothing new is begun until some have ended.</summary>
    public const int Most = 256;

    /// <summary>So many of them may be about one real server, however often it leaves and comes back.</summary>
    public const int MostOfOne = 2;

    private readonly Dictionary<object, int> _ofSubject = [];
    private readonly Lock _lock = new();
    private readonly Tally _all = former?._all ?? new Tally();

    /// <summary>How many there are now.</summary>
    public int Count => Volatile.Read(ref _all.Count);

    /// <summary>Why nothing new is begun, in words; null when it may be.</summary>
    /// <param name="subject">The real server that it would be about; null when it is about none.</param>
    public string? RefusalOf(object? subject)
    {
        lock (_lock)
        {
            return Count >= Most ? Refusal(Most, "")
                : subject is not null && _ofSubject.GetValueOrDefault(subject) >= MostOfOne ? Refusal(MostOfOne, " for this server")
                : null;
        }
    }

    /// <summary>Counts it for as long as it runs.</summary>
    /// <param name="running">What is left behind.</param>
    /// <param name="subject">The real server that it is about; null when it is about none.</param>
    public void Add(Task running, object? subject)
    {
        Change(subject, 1);
        _ = running.ContinueWith(
            ended =>
            {
                Change(subject, -1);
                return ended.Exception;
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private string Refusal(int count, string about) =>
        $"{count} {what} of it{about} that ignore their deadlines are still running, so no new one is made";

    private void Change(object? subject, int change)
    {
        Interlocked.Add(ref _all.Count, change);
        lock (_lock)
        {
            if (subject is not null && (_ofSubject[subject] = _ofSubject.GetValueOrDefault(subject) + change) == 0)
            {
                _ofSubject.Remove(subject);
            }
        }
    }

    private sealed class Tally
    {
        public int Count;
    }
}

using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.History;

/// <summary>
/// Keeps what happens, written by a thread of its own: at once, and what follows within half a second together. A disk that is full, hangs
/// or fails costs nothing but history; what it did not take is tried again, as far as it fits into what may wait.
/// </summary>
internal sealed class HistoryWriter : INotices, IDisposable
{
    /// <summary>The most events that wait for the disk; of more the oldest are lost. A start has one for each real server at once.</summary>
    public const int MostWaiting = 30_000;

    private const long Idle = long.MinValue;
    private const string Hanging = "the history is not kept: the disk does not take it";

    // Longer than disks take that are busy.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    private readonly Action<IReadOnlyList<Notice>> _append;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Thread _writer;

    // Its own monitor is waited on: that of a collection that blocks would spin first.
    private readonly Queue<Notice> _waiting = new();
    private readonly ManualResetEvent _ending = new(initialState: false);
    private long _lost;
    private long _begun = Idle;
    private volatile string? _problem;

    /// <param name="append">Keeps events, or throws.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it is said that it cannot be kept.</param>
    public HistoryWriter(Action<IReadOnlyList<Notice>> append, TimeProvider time, ILogger log)
    {
        _append = append;
        _time = time;
        _log = log;
        _writer = new Thread(Write) { IsBackground = true, Name = "lvsdr history" };
        _writer.Start();
    }

    /// <summary>Why nothing is kept now, in words; null when it is.</summary>
    public string? Problem => _problem ?? (Interlocked.Read(ref _begun) is not Idle and var begun && _time.GetElapsedTime(begun) > LongestWrite ? Hanging : null);

    /// <inheritdoc/>
    public void Use(NoticeSettings? settings)
    {
    }

    /// <inheritdoc/>
    public void Take(Notice notice)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(notice);
            Shorten();
            Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Writes what is left, for at most two seconds.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _ending.Set();
            Monitor.Pulse(_waiting);
        }

        // A disk that hangs keeps the event in use.
        if (_writer.Join(LastPatience))
        {
            _ending.Dispose();
        }
    }

    private void Write()
    {
        while (Next() is { Count: > 0 } batch)
        {
            var isLastTry = _ending.WaitOne(0);
            if (TryAppend(batch))
            {
                _ending.WaitOne(Pause);
            }
            else if (isLastTry)
            {
                return;
            }
            else
            {
                PutBack(batch);
                _ending.WaitOne(PauseAfterFailure);
            }
        }
    }

    // Empty when the end has come.
    private List<Notice> Next()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_ending.WaitOne(0))
            {
                Monitor.Wait(_waiting);
            }

            List<Notice> batch = _lost == 0 ? [] : [new Notice
            {
                Event = NoticeKind.Lost,
                Time = _time.GetUtcNow(),
                Instance = _waiting.TryPeek(out var first) ? first.Instance : "",
                Reason = $"{_lost} events are not kept: the disk did not take them in time",
            }];
            batch.AddRange(_waiting);
            _waiting.Clear();
            _lost = 0;
            return batch;
        }
    }

    private void PutBack(List<Notice> batch)
    {
        lock (_waiting)
        {
            List<Notice> later = [.. _waiting];
            _waiting.Clear();
            foreach (var notice in batch.Concat(later))
            {
                _waiting.Enqueue(notice);
            }

            Shorten();
        }
    }

    private void Shorten()
    {
        while (_waiting.Count > MostWaiting)
        {
            _waiting.Dequeue();
            _lost++;
        }
    }

    private bool TryAppend(List<Notice> batch)
    {
        try
        {
            Interlocked.Exchange(ref _begun, _time.GetTimestamp());
            _append(batch);
            if (_problem is not null)
            {
                _problem = null;
                _log.LogInformation("What happens is kept again in the history");
            }

            return true;
        }
        catch (Exception problem)
        {
            var words = $"the history is not kept: {Words.Of(problem)}";
            if (_problem is null)
            {
                _log.LogWarning("{Problem}", words);
            }

            _problem = words;
            return false;
        }
        finally
        {
            Interlocked.Exchange(ref _begun, Idle);
        }
    }
}

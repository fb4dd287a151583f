using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Text;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Notices;

/// <summary>
/// Tells a program of the user what happens: one run at a time for each real server, in order, and for what is about none; few at a time
/// in all. What comes faster than it can be told is left out, the oldest first. Whatever it does holds up nobody.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is said that notices fail.</param>
/// <param name="run">Runs the program; null for the real thing.</param>
internal sealed class Notifier(
    TimeProvider time, ILogger log, Func<NoticeSettings, Notice, CancellationToken, Task>? run = null) : INotices
{
    private const int MostAtOnce = 4;
    private const int MostWaiting = 64;

    private readonly Func<NoticeSettings, Notice, CancellationToken, Task> _run = run ?? NoticeProgram.RunAsync;
    private readonly Dictionary<string, Queue<Notice>> _waiting = new(StringComparer.Ordinal);
    private readonly Places _places = new(MostAtOnce);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _lock = new();
    private volatile NoticeSettings? _settings;
    private TaskCompletionSource _idle = new();
    private string? _said;

    /// <inheritdoc/>
    public void Use(NoticeSettings? settings) => _settings = settings;

    /// <inheritdoc/>
    public void Take(Notice notice)
    {
        if (_settings is null || !NoticeProgram.Tells(notice.Event))
        {
            return;
        }

        var subject = notice.Server ?? "";
        lock (_lock)
        {
            if (_waiting.TryGetValue(subject, out var waiting))
            {
                waiting.Enqueue(notice);
                if (waiting.Count > MostWaiting)
                {
                    waiting.Dequeue();
                    Say($"more than {MostWaiting} notices wait, so that the oldest are left out");
                }

                return;
            }

            if (_waiting.Count == 0)
            {
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _waiting[subject] = new Queue<Notice>([notice]);
        }

        _ = PluginThreads.Shared.RunAsync(async () =>
        {
            await TellAsync(subject).ConfigureAwait(false);
            return true;
        });
    }

    /// <summary>Waits until everything is told, no longer than this, and ends what still runs then.</summary>
    public async Task EndAsync(TimeSpan atMost)
    {
        Task idle;
        lock (_lock)
        {
            idle = _waiting.Count == 0 ? Task.CompletedTask : _idle.Task;
        }

        await idle.WaitAsync(atMost, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _over.CancelAsync();
    }

    private async Task TellAsync(string subject)
    {
        while (Next(subject) is { } notice)
        {
            if (_settings is { } settings)
            {
                await TellAsync(settings, notice).ConfigureAwait(false);
            }
        }
    }

    private async Task TellAsync(NoticeSettings settings, Notice notice)
    {
        try
        {
            await _places.EnterAsync(notice.Server ?? "", _over.Token).ConfigureAwait(false);
            try
            {
                using var deadline = new CancellationTokenSource(NoticeProgram.Deadline, time);
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _over.Token);
                await _run(settings, notice, ending.Token).ConfigureAwait(false);
                Say(null);
            }
            catch (OperationCanceledException) when (!_over.IsCancellationRequested)
            {
                Say($"{settings.Command} did not end within {NoticeProgram.Deadline.TotalSeconds:0.###} s");
            }
            finally
            {
                _places.Leave();
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
        }
        catch (Exception problem)
        {
            Say(Words.Of(problem));
        }
    }

    private Notice? Next(string subject)
    {
        lock (_lock)
        {
            if (!_over.IsCancellationRequested && _waiting[subject].TryDequeue(out var notice))
            {
                return notice;
            }

            _waiting.Remove(subject);
            if (_waiting.Count == 0)
            {
                _idle.TrySetResult();
            }

            return null;
        }
    }

    // Once, until it works again or goes wrong in another way.
    private void Say(string? problem)
    {
        if (Interlocked.Exchange(ref _said, problem) != problem && problem is not null)
        {
            log.LogWarning("notify: {Problem}", problem);
        }
    }
}

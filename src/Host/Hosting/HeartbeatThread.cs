using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>
/// Writes the heartbeat, and tells the service manager the same, from a thread of its own, which plugins that block the thread pool
/// cannot hold up.
/// </summary>
internal sealed class HeartbeatThread : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly HostReport _report;
    private readonly TimeSpan _pause;
    private readonly ILogger _log;
    private readonly ManualResetEventSlim _ended = new(initialState: false, spinCount: 0);
    private readonly Thread _thread;

    /// <summary>Starts it.</summary>
    /// <param name="report">What beats.</param>
    /// <param name="atLeastEvery">How often it is to look at least; null for the usual.</param>
    /// <param name="log">Where it is said that it fails.</param>
    public HeartbeatThread(HostReport report, TimeSpan? atLeastEvery, ILogger log)
    {
        _report = report;
        _pause = atLeastEvery is { } most && most < LongestPause ? most : LongestPause;
        _log = log;
        _thread = new Thread(Run) { IsBackground = true, Name = "heartbeat" };
        _thread.Start();
    }

    public void Dispose()
    {
        _ended.Set();
        _thread.Join();
        _ended.Dispose();
    }

    private void Run()
    {
        while (!_ended.Wait(_pause))
        {
            try
            {
                _report.BeatIfDue();
            }
            catch (Exception problem)
            {
                // The heartbeat that is missing says it to the agent, or to the service manager.
                _log.LogError(problem, "The heartbeat failed: {Reason}", Words.Of(problem));
            }
        }
    }
}

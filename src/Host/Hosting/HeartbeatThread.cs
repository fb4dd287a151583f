using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>Writes the heartbeat from a thread of its own, which plugins that block the thread pool cannot hold up.</summary>
internal sealed class HeartbeatThread : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly HostReport _report;
    private readonly ILogger _log;
    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _thread;

    /// <summary>Starts it.</summary>
    public HeartbeatThread(HostReport report, ILogger log)
    {
        _report = report;
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
        while (!_ended.Wait(Look))
        {
            try
            {
                _report.BeatIfDue();
            }
            catch (Exception problem)
            {
                // The heartbeat that is missing says it to the agent.
                _log.LogError(problem, "The heartbeat failed: {Reason}", Words.Of(problem));
            }
        }
    }
}

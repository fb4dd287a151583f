using System.Collections.Concurrent;
using System.Diagnostics;

namespace Servers;

/// <summary>A server that a test started, until it is disposed of.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _printed = new();

    internal LocalServer(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _printed.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _printed.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until a condition holds, or the server has ended.</summary>
    /// <param name="what">What should be, in words.</param>
    /// <param name="condition">The condition; an exception means not yet.</param>
    public async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(2 * Patience);
        Exception? last = null;
        while (!deadline.IsCancellationRequested && !_process.HasExited)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (Exception notYet)
            {
                last = notYet;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        Assert.Fail($"{what}. {last?.Message} The server printed: {string.Join('\n', _printed)}");
    }

    /// <summary>Waits until a port takes connections.</summary>
    public Task ListensAsync(int port) => UntilAsync($"The port {port} should take connections", async () => await Port.TakesConnectionsAsync(port));

    /// <summary>Stops or continues it: a server that hangs.</summary>
    /// <param name="signal">STOP or CONT.</param>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Asks it to end, and kills it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal("CONT");
            Signal("TERM");
            using var deadline = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
    }
}

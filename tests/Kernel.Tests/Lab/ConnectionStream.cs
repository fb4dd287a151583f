using System.Net.Sockets;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>
/// A client that opens connections through the virtual address at a steady rate and keeps the same number open: with each new one the oldest
/// ends. So on a machine that is held up everything takes longer, and is as it would be otherwise.
/// </summary>
internal sealed class ConnectionStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly List<string> _answers = [];
    private readonly Task _running;

    /// <param name="rate">How many it opens in a second.</param>
    /// <param name="held">How many it keeps open.</param>
    public ConnectionStream(int rate, int held)
    {
        _running = Task.Run(() => RunAsync(TimeSpan.FromSeconds(1) / rate, held));
    }

    /// <summary>Who answers so many connections from now on, in order; "nobody" where nobody does.</summary>
    public async Task<IReadOnlyList<string>> NextAsync(int count)
    {
        var first = Opened();
        await Eventually.MeetsAsync(
            opened => opened >= first + count, () => Task.FromResult(Opened()), $"{count} connections should have been opened.", Patience);
        lock (_lock)
        {
            return _answers[first..(first + count)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private int Opened()
    {
        lock (_lock)
        {
            return _answers.Count;
        }
    }

    private async Task RunAsync(TimeSpan pause, int held)
    {
        var open = new Queue<HeldConnection?>();
        using var timer = new PeriodicTimer(pause);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                if (open.Count == held)
                {
                    open.Dequeue()?.Dispose();
                }

                var connection = await OpenAsync();
                open.Enqueue(connection);
                lock (_lock)
                {
                    _answers.Add(connection?.Server ?? "nobody");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
        finally
        {
            foreach (var connection in open)
            {
                connection?.Dispose();
            }
        }
    }

    private static async Task<HeldConnection?> OpenAsync()
    {
        try
        {
            return await Laboratory.HoldAsync();
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            return null;
        }
    }
}

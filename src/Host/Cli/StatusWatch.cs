using LvsPluggable.Host.Cli.Live;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr status --watch</c>: the status again and again, on a terminal in place of the one before.</summary>
internal static class StatusWatch
{
    /// <summary>Shows it until somebody ends it.</summary>
    /// <param name="look">Gives the lines.</param>
    /// <param name="every">How often.</param>
    /// <param name="isScreen">Whether they are drawn in place of those before; else they are printed below each other.</param>
    public static async Task RunAsync(Func<CancellationToken, Task<IReadOnlyList<string>>> look, TimeSpan every, bool isScreen)
    {
        using var termination = new Termination();
        try
        {
            await (isScreen ? DrawAsync(look, every, termination) : PrintAsync(look, every, termination.Token));
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            // A signal asked for it, or nobody reads it any more.
        }
    }

    private static async Task PrintAsync(Func<CancellationToken, Task<IReadOnlyList<string>>> look, TimeSpan every, CancellationToken ending)
    {
        while (true)
        {
            foreach (var line in await look(ending))
            {
                Terminal.Out.WriteLine(line);
            }

            await Task.Delay(every, TimeProvider.System, ending);
        }
    }

    private static async Task DrawAsync(Func<CancellationToken, Task<IReadOnlyList<string>>> look, TimeSpan every, Termination termination)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(termination.Token);
        using var changed = new SemaphoreSlim(0);
        using var screen = new Screen(() => changed.Release());
        termination.Continue = () => changed.Release();
        var reading = Task.Run(() => ReadKeys(ending), CancellationToken.None);
        try
        {
            while (true)
            {
                var lines = await look(ending.Token);
                var room = Screen.Size.Height;
                screen.Draw(lines.Count <= room ? lines : [.. lines.Take(room - 1), $"… {lines.Count - room + 1} more lines; lvsdr top shows all"]);
                if (await changed.WaitAsync(every, ending.Token))
                {
                    screen.Renew();
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            await reading;
        }
    }

    private static void ReadKeys(CancellationTokenSource ending)
    {
        Screen.ReadKeys(
            key =>
            {
                if (key.Kind is KeyKind.Interrupt or KeyKind.Escape || key.Text == "q")
                {
                    ending.Cancel();
                }
            },
            ending.Token);
        ending.Cancel();
    }
}

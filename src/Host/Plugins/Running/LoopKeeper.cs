using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>Keeps a loop of the host running: one that ends although nobody asked it to says so and begins anew.</summary>
internal static class LoopKeeper
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public static async Task RunAsync(Func<Task> loop, Action<string> ended, TimeProvider time, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await loop();
                ended("its loop ended");
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception problem)
            {
                ended($"its loop failed, {Words.WithType(problem)}");
            }

            await Task.Delay(Pause, time, stopping);
        }
    }
}

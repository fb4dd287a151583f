using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Metrics;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>The metrics of running instances, asked for through their control sockets.</summary>
internal static class InstanceMetrics
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>Asks each.</summary>
    /// <param name="states">The instances.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What they measured, and a sentence for each that does not answer, which is not up.</returns>
    public static async Task<(IReadOnlyList<MetricFamily> Families, IReadOnlyList<string> Silent)> CollectAsync(
        IReadOnlyList<StateDirectory> states, CancellationToken cancellationToken)
    {
        var families = new List<MetricFamily>();
        var silent = new List<string>();
        foreach (var state in states)
        {
            try
            {
                families.AddRange(await AskAsync(state, cancellationToken));
            }
            catch (Exception problem) when (ControlClient.IsSilence(problem))
            {
                families.Add(HostMetrics.Silent(state.Instance));
                silent.Add($"{state.Instance} does not answer: {Words.Of(problem)}");
            }
        }

        return (families, silent);
    }

    private static async Task<IReadOnlyList<MetricFamily>> AskAsync(StateDirectory state, CancellationToken cancellationToken)
    {
        var answer = await ControlClient.AskAsync(
            state.ControlSocket, new ControlRequest { Command = ControlRequest.MetricsCommand }, Deadline, cancellationToken);
        return answer.Metrics ?? throw new IOException(answer.Problem ?? "the host gave no metrics");
    }
}

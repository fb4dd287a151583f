using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director;

/// <summary>Keeps what is there once for all virtual services, and remembers since when something is wrong with it. Nothing of it stops a director.</summary>
/// <param name="keeper">Does the work; null when nothing is to be touched whatever the plan says.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures are logged.</param>
internal sealed class KernelUpkeep(KernelKeeper? keeper, TimeProvider time, ILogger log)
{
    private readonly ProblemBook _book = new(time);
    private volatile IReadOnlyList<ProblemStatus> _problems = [];

    /// <summary>What is wrong, as of the last time. May be read from any thread.</summary>
    public IReadOnlyList<ProblemStatus> Problems => _problems;

    /// <summary>Makes it what the plan says.</summary>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task KeepAsync(DirectorPlan plan, CancellationToken stopping)
    {
        try
        {
            _problems = _book.Update(keeper is null ? [] : await keeper.KeepAsync(plan, stopping));
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            log.LogError(problem, "Kernel settings: {Reason}", Words.Of(problem));
        }
    }

    /// <summary>To be called before virtual services are removed for good.</summary>
    public void BeforeRemoval() => keeper?.BeforeRemoval();

    /// <summary>Gives back what users asked for.</summary>
    public async Task GiveBackAsync(CancellationToken stopping)
    {
        try
        {
            await (keeper?.GiveBackAsync(stopping) ?? Task.CompletedTask);
        }
        catch (Exception problem)
        {
            log.LogError("Kernel settings are not given back: {Reason}", Words.Of(problem));
        }
    }
}

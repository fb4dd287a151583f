using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Host.Publishing;

/// <summary>Tells Pacemaker's attribute manager through its program attrd_updater (attrd_updater(8)).</summary>
/// <param name="time">The clock.</param>
internal sealed class PacemakerAttributes(TimeProvider time) : INodeAttributes
{
    private const string Program = "attrd_updater";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly ProgramRunner _runner = new(Deadline);

    /// <inheritdoc/>
    public Task SetAsync(string name, string value, CancellationToken cancellationToken) => RunAsync(["--name", name, "--update", value], cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => RunAsync(["--name", name, "--delete"], cancellationToken);

    private async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var result = await _runner.RunAsync(Program, arguments, either.Token);
            if (result.ExitCode != 0)
            {
                throw new InvalidOperationException($"{Program} ended with {result.Ending()}");
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{Program} did not end within {Deadline.TotalSeconds:0} s", late);
        }
    }
}

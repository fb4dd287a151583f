using System.Globalization;
using System.Text;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Agent;

/// <summary>
/// Asks the agent of a server, on a new connection each time, as the agent closes it. Only its words say something about the server: an
/// agent that cannot be asked may be one that is started anew.
/// </summary>
/// <param name="dialer">Connects to the agent.</param>
/// <param name="send">The line to send; null for none.</param>
/// <param name="deadline">How long it may take, which is less than the time after which the host counts a failure of the server.</param>
/// <param name="time">The clock.</param>
internal sealed class AgentCheck(Dialer dialer, string? send, TimeSpan deadline, TimeProvider time) : IHealthCheck
{
    private const int Longest = 4096;

    private readonly byte[] _send = send is null ? [] : Encoding.UTF8.GetBytes(send + "\n");

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(deadline, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        HealthResult? said = null;
        try
        {
            var failure = await FailureTable.JudgeAsync(async token => (said = await LookAsync(token)).Value, ending.Token);
            return said ?? CannotTell(failure.Reason!);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CannotTell(string.Create(CultureInfo.InvariantCulture, $"no answer within {deadline.TotalSeconds:0.###} s"));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        await using var stream = await dialer.ConnectStreamAsync(cancellationToken);
        if (_send.Length > 0)
        {
            await stream.WriteAsync(_send, cancellationToken);
        }

        var line = await new LineReader(stream, Longest).ReadAsync(cancellationToken);
        return AgentAnswer.Read(line ?? throw new WrongAnswerException("the agent closed the connection without a word"));
    }

    private static HealthResult CannotTell(string reason) => HealthResult.Unknown($"nothing is known from the agent: {reason}");
}

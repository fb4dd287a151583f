using System.Text;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Agent;

/// <summary>Asks the agent of a server, on a new connection each time, as the agent closes it.</summary>
/// <param name="dialer">Connects to the agent.</param>
/// <param name="send">The line to send; null for none.</param>
internal sealed class AgentCheck(Dialer dialer, string? send) : IHealthCheck
{
    private const int Longest = 4096;

    private readonly byte[] _send = send is null ? [] : Encoding.UTF8.GetBytes(send + "\n");

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        FailureTable.JudgeAsync(LookAsync, cancellationToken);

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
}

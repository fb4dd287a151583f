using System.Text;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Smtp;

/// <summary>Greets a mail server, and takes leave of it or holds the connection (RFC 5321, 4.1 and 4.2).</summary>
/// <param name="dialer">Connects to the server.</param>
/// <param name="name">What is said after EHLO.</param>
/// <param name="time">The clock.</param>
internal sealed class SmtpCheck(Dialer dialer, string name, TimeProvider time) : IHealthCheck, IWakeable
{
    private const int Longest = 16 * 1024;

    private readonly ConnectionHolder _holder = new(time);

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        _holder.LookAsync(LookAsync, cancellationToken);

    public ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => _holder.WaitForEndAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _holder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        var stream = await dialer.ConnectStreamAsync(cancellationToken);
        var isHeld = false;
        try
        {
            var reader = new LineReader(stream, Longest);
            await ExpectAsync(reader, "220", "its greeting", cancellationToken);
            await SayAsync(stream, $"EHLO {name}", cancellationToken);
            await ExpectAsync(reader, "250", "to EHLO it", cancellationToken);
            isHeld = _holder.TryHold(stream);
            if (!isHeld)
            {
                // What it says to that does not matter; a server that is left without it complains in its log.
                await SayAsync(stream, "QUIT", cancellationToken);
            }
        }
        finally
        {
            if (!isHeld)
            {
                await stream.DisposeAsync();
            }
        }

        return HealthResult.Healthy($"port {dialer.Server.Port} greets as a mail server does");
    }

    private static async Task SayAsync(Stream stream, string command, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);

    // Every line of an answer begins with its code, and all but the last go on with a hyphen.
    private static async Task ExpectAsync(
        LineReader reader, string code, string what, CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await reader.ReadAsync(cancellationToken)
                ?? throw new WrongAnswerException($"it closed the connection where {code} was expected");
            if (!line.StartsWith(code, StringComparison.Ordinal) || (line.Length > code.Length && line[code.Length] is not (' ' or '-')))
            {
                throw new WrongAnswerException($"{what} says {Quoted.Of(line)} instead of {code}");
            }

            if (line.Length == code.Length || line[code.Length] == ' ')
            {
                return;
            }
        }
    }
}

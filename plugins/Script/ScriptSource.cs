using System.Buffers;
using LvsPluggable.Plugins.Processes;
using LvsPluggable.Plugins.Scripts;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Plugins.Script;

/// <summary>The hosts that a script prints.</summary>
internal sealed class ScriptSource(ScriptCommand command, ProgramRunner runner, ScriptTrust trust, ILogger logger) : IRealServerSource
{
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:%-");

    // The host takes no longer one.
    private const int LongestLabel = 256;

    private bool _complained;

    public async ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(command.Program, command.Arguments, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} failed with {result.Ending()}");
        }

        Complain(result);
        var servers = new List<RealServer>();
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in ScriptCommand.Split(result.Output))
        {
            // A leading dash would make an option of it where a check script gets it as an argument.
            if (word[0] == '-' || word.AsSpan().ContainsAnyExcept(HostCharacters))
            {
                throw new InvalidOperationException($"{command} printed \"{ShownText.Of(word)}\", which is no host name or address");
            }

            if (hosts.Add(word))
            {
                servers.Add(new RealServer { Host = word });
            }
        }

        return trust.Fault is { } fault ? Noted(servers, fault) : servers;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // One server carries it, in all orders the same one, so that a status says it once and nothing seems to change.
    private static IReadOnlyList<RealServer> Noted(IReadOnlyList<RealServer> servers, string fault)
    {
        var first = servers.MinBy(server => server.Host, StringComparer.Ordinal);
        var text = $"list not trusted: {fault}";
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["note"] = text[..Math.Min(text.Length, LongestLabel)] };
        return [.. servers.Select(server => server == first ? server with { Labels = labels } : server)];
    }

    // Once, until a run is quiet again: a script that warns does so at every interval.
    private void Complain(ProgramResult result)
    {
        var error = ShownText.Of(result.Error);
        if (error.Length > 0 && !_complained)
        {
            logger.LogWarning("{Script} succeeded and wrote on standard error: {Error}", command, error);
        }

        _complained = error.Length > 0;
    }
}

using LvsPluggable.Plugins.Processes;
using LvsPluggable.Plugins.Scripts;

namespace LvsPluggable.Plugins.Script;

/// <summary>Asks a script about one host: <c>t</c> means that it is fit.</summary>
internal sealed class ScriptCheck(ScriptCommand command, string host, ProgramRunner runner, ScriptTrust trust) : IHealthCheck
{
    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(command.Program, [.. command.Arguments, host], cancellationToken);
        var answer = result.Output.TrimEnd('\n');
        var doubt = trust.Fault is { } fault ? $"; not trusted: {fault}" : "";
        if (string.Equals(answer, "t", StringComparison.Ordinal))
        {
            var error = ShownText.Of(result.Error);
            return HealthResult.Healthy($"{command} said t{(error.Length == 0 ? "" : $" and: {error}")}{doubt}");
        }

        var said = answer.Length == 0 ? "nothing" : $"\"{ShownText.Of(answer)}\"";
        return HealthResult.Unhealthy($"{command} said {said} instead of t, {result.Ending()}{doubt}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

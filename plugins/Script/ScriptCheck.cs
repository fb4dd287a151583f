using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Plugins.Script;

/// <summary>Asks a script about one host: <c>t</c> means that it is fit.</summary>
internal sealed class ScriptCheck(ScriptCommand command, string host, ProgramRunner runner) : IHealthCheck
{
    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(command.Program, [.. command.Arguments, host], cancellationToken);
        var answer = result.Output.TrimEnd('\n');
        if (string.Equals(answer, "t", StringComparison.Ordinal))
        {
            var error = ShownText.Of(result.Error);
            return HealthResult.Healthy(error.Length == 0 ? $"{command} said t" : $"{command} said t and: {error}");
        }

        var said = answer.Length == 0 ? "nothing" : $"\"{ShownText.Of(answer)}\"";
        return HealthResult.Unhealthy($"{command} said {said} instead of t, {result.Ending()}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using LvsPluggable.Host.Checks;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>A check that does as the test says.</summary>
internal sealed class CodedCheck(Func<ValueTask<HealthResult>> look) : IHealthCheck
{
    /// <summary>The check as a plugin would add it.</summary>
    public static CheckRegistration Of(string plugin, string name, Func<RealServer, ValueTask<HealthResult>> look) =>
        new(name, server => new CodedCheck(() => look(server))) { Plugin = plugin };

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => look();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

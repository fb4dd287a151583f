using System.Runtime.CompilerServices;
using LvsPluggable.Host.Metrics;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Cli;

/// <summary>Sends metrics to a collector of OpenTelemetry where the environment asks for it.</summary>
internal static class MetricExport
{
    /// <summary>Begins to send.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="metrics">Its metrics.</param>
    /// <param name="log">Where it is said why nothing is sent.</param>
    /// <returns>Ends it; null where nobody wants it: then nothing of the library is loaded.</returns>
    public static IDisposable? Begin(string instance, HostMetrics metrics, ILogger log)
    {
        if (!OtlpEnvironment.AsksFor(Environment.GetEnvironmentVariable))
        {
            return null;
        }

        if (OtlpEnvironment.MistakesIn(Environment.GetEnvironmentVariable) is { Count: > 0 } mistakes)
        {
            log.LogError("No metrics are sent: {Mistakes}", string.Join(" ", mistakes));
            return null;
        }

        return Export(instance, metrics);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OtlpExport Export(string instance, HostMetrics metrics) => new(instance, metrics);
}

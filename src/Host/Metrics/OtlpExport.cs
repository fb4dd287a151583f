using LvsPluggable.Host.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace LvsPluggable.Host.Metrics;

/// <summary>
/// Sends the metrics of a host to a collector of OpenTelemetry, at every interval, on a thread of its own. What is not taken there is lost. Where
/// and how is in the environment: <see cref="OtlpEnvironment"/>.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(1);

    private readonly MeterProvider _provider;

    /// <summary>Sends from now on.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="metrics">Its metrics.</param>
    public OtlpExport(string instance, HostMetrics metrics)
    {
        metrics.Begin();
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource
                .AddService("lvsdr", serviceVersion: ProductVersion.Text, serviceInstanceId: instance)
                .AddAttributes([new("host.name", Environment.MachineName)])
                .AddEnvironmentVariableDetector())
            .AddMeter(HostMetrics.MeterName)
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>Sends what there is to the end, and no more.</summary>
    public void Dispose()
    {
        _provider.Shutdown((int)LongestEnd.TotalMilliseconds);
        _provider.Dispose();
    }
}

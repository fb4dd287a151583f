using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Plugins;

/// <summary>A builder that reads texts as the host does and keeps what a plugin adds.</summary>
internal sealed class RecordingBuilder(IReadOnlyDictionary<string, string> texts) : IPluginBuilder
{
    public VirtualServiceInfo Service { get; } = new() { Port = 5432, Protocol = TransportProtocol.Tcp };

    public ILoggerFactory Logging { get; } = NullLoggerFactory.Instance;

    public TimeProvider Time => TimeProvider.System;

    public Dictionary<string, Func<IRealServerSource>> Sources { get; } = [];

    public Dictionary<string, Func<IRealServerSource>> FallbackSources { get; } = [];

    public Dictionary<string, Func<RealServer, IHealthCheck>> Checks { get; } = [];

    public T Get<T>(Parameter<T> parameter)
    {
        var text = texts.GetValueOrDefault(parameter.Name) ?? parameter.Default ?? throw new ArgumentException("It has no value.", nameof(parameter));
        return parameter.TryParseValue(text, out var value, out var mistake) ? (T)value : throw new FormatException(mistake);
    }

    public bool IsSet(string parameterName) => texts.ContainsKey(parameterName);

    public void AddSource(string name, Func<IRealServerSource> create) => Sources.Add(name, create);

    public void AddFallbackSource(string name, Func<IRealServerSource> create) => FallbackSources.Add(name, create);

    public void AddCheck(string name, Func<RealServer, IHealthCheck> create) => Checks.Add(name, create);
}

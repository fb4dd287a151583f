using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Plugins;

/// <summary>A builder that reads texts as the host does and keeps what a plugin adds.</summary>
internal sealed class RecordingBuilder(IReadOnlyDictionary<string, string> texts) : IPluginBuilder
{
    private readonly ParameterTexts _texts = new(texts);

    public VirtualServiceInfo Service { get; init; } = new() { Port = 5432, Protocol = TransportProtocol.Tcp };

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    public TimeProvider Time => TimeProvider.System;

    public Dictionary<string, Func<IRealServerSource>> Sources { get; } = [];

    public Dictionary<string, Func<IRealServerSource>> FallbackSources { get; } = [];

    public Dictionary<string, Func<RealServer, IHealthCheck>> Checks { get; } = [];

    /// <summary>What a source or check asks for where the user says nothing, by name.</summary>
    public Dictionary<string, CallDefaults> Defaults { get; } = [];

    public IReadOnlyDictionary<string, string> Given => _texts.Given;

    public T Get<T>(Parameter<T> parameter) => _texts.Get(parameter);

    public bool TryGet<T>(Parameter<T> parameter, [MaybeNullWhen(false)] out T value) => _texts.TryGet(parameter, out value);

    public bool IsSet(string parameterName) => _texts.Given.ContainsKey(parameterName);

    public void AddSource(string name, Func<IRealServerSource> create, CallDefaults? defaults = null)
    {
        Sources.Add(name, create);
        Defaults["source " + name] = defaults ?? new CallDefaults();
    }

    public void AddFallbackSource(string name, Func<IRealServerSource> create, CallDefaults? defaults = null)
    {
        FallbackSources.Add(name, create);
        Defaults["source " + name] = defaults ?? new CallDefaults();
    }

    public void AddCheck(string name, Func<RealServer, IHealthCheck> create, CallDefaults? defaults = null)
    {
        Checks.Add(name, create);
        Defaults["check " + name] = defaults ?? new CallDefaults();
    }
}

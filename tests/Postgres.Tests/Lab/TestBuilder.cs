using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>Configures the plugin as the host does.</summary>
internal sealed class TestBuilder : IPluginBuilder, ILoggerFactory, ILogger
{
    private readonly ParameterTexts _texts;

    /// <param name="texts">Names and values of parameters.</param>
    public TestBuilder(params (string Name, string Text)[] texts) =>
        _texts = new ParameterTexts(texts.ToDictionary(pair => pair.Name, pair => pair.Text));

    public VirtualServiceInfo Service { get; init; } =
        new() { Address = IPAddress.Parse("127.0.9.9"), Port = 5432, Protocol = TransportProtocol.Tcp };

    public ILoggerFactory Logging => this;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<IRealServerSource>? Source { get; private set; }

    public Func<RealServer, IHealthCheck>? Check { get; private set; }

    public ConcurrentQueue<(LogLevel Level, string Text)> Log { get; } = [];

    /// <param name="plugin">The plugin that a running host has; null for a new host.</param>
    public TestBuilder Configure(PostgresPlugin? plugin = null)
    {
        (plugin ?? new PostgresPlugin()).Configure(this);
        return this;
    }

    public IReadOnlyDictionary<string, string> Given => _texts.Given;

    public T Get<T>(Parameter<T> parameter) => _texts.Get(parameter);

    public bool TryGet<T>(Parameter<T> parameter, [MaybeNullWhen(false)] out T value) => _texts.TryGet(parameter, out value);

    public bool IsSet(string parameterName) => _texts.Given.ContainsKey(parameterName);

    public void AddSource(string name, Func<IRealServerSource> create, CallDefaults? defaults = null) => Source = create;

    public void AddFallbackSource(string name, Func<IRealServerSource> create, CallDefaults? defaults = null) =>
        throw new NotSupportedException();

    public void AddCheck(string name, Func<RealServer, IHealthCheck> create, CallDefaults? defaults = null) => Check = create;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => NullLogger.Instance.BeginScope(state);

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Log.Enqueue((logLevel, formatter(state, exception)));
}

using LvsPluggable.Host.Text;
using LvsPluggable.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>
/// The host's log as one plugin has it: what it says is one line each, and not more than <see cref="MostLines"/> a minute, so that it can
/// neither make up lines of others nor push out what they said. It is not the plugin's to dispose of.
/// </summary>
/// <param name="log">The host's log.</param>
/// <param name="time">The clock.</param>
internal sealed class PluginLog(ILoggerFactory log, TimeProvider time) : ILoggerFactory
{
    public const int MostLines = 500;
    public const int LongestLine = 2000;

    private const int LongestCategory = 100;

    private readonly LineLimit _limit = new(MostLines, time);
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Lines(this, log.CreateLogger(OneLine.Of(categoryName, LongestCategory)));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: where the host logs is not the plugin's business.</exception>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("A plugin adds no providers to the host's log.");

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private bool TryPass(out string? dropped)
    {
        lock (_lock)
        {
            return _limit.TryPass(out dropped);
        }
    }

    private sealed class Lines(PluginLog plugin, ILogger log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!log.IsEnabled(logLevel))
            {
                return;
            }

            var passes = plugin.TryPass(out var dropped);
            if (dropped is not null)
            {
                log.LogWarning("Of a plugin: {Dropped:l}", dropped);
            }

            if (passes)
            {
                var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)} | {exception}";
                log.Log(logLevel, eventId, OneLine.Of(text, LongestLine), exception: null, (line, _) => line);
            }
        }
    }
}

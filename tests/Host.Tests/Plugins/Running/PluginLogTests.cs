using LvsPluggable.Host.Plugins.Running;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class PluginLogTests : IDisposable
{
    private readonly OwnedLog _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly PluginLog _plugin;

    public PluginLogTests() => _plugin = new PluginLog(_log, _time);

    public void Dispose()
    {
        _plugin.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void What_a_plugin_says_is_one_line_exceptions_included()
    {
        var logger = _plugin.CreateLogger("mine");

        logger.LogError(new InvalidOperationException("bad\nday"), "a\u001b[31m\n2026-11-29 FATAL {All}", "all is lost");

        var line = Assert.Single(_log.Lines.Lines);
        Assert.StartsWith("a [31m 2026-11-29 FATAL all is lost | System.InvalidOperationException: bad day", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_is_counted_and_the_next_minute_says_how_much_of_it_is_not_there()
    {
        var logger = _plugin.CreateLogger("mine");
        for (var line = 0; line < PluginLog.MostLines + 7; line++)
        {
            _plugin.CreateLogger("other").LogInformation("again");
        }

        Assert.Equal(PluginLog.MostLines, _log.Lines.Lines.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        logger.LogInformation("next");

        Assert.Equal(["Of a plugin: 7 more lines within a minute, which are not shown", "next"], _log.Lines.Lines.Skip(PluginLog.MostLines));
    }

    [Fact]
    public void A_plugin_that_disposes_of_it_ends_nobodys_log()
    {
        using (_plugin)
        {
            Assert.Throws<NotSupportedException>(() => _plugin.AddProvider(null!));
        }

        Assert.False(_log.IsDisposed);
        _plugin.CreateLogger("mine").LogInformation("still here");
        Assert.Equal(["still here"], _log.Lines.Lines);
    }

    private sealed class OwnedLog : ILoggerFactory
    {
        public RecordingLog Lines { get; } = new();

        public bool IsDisposed { get; private set; }

        public ILogger CreateLogger(string categoryName) => Lines;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() => IsDisposed = true;
    }
}

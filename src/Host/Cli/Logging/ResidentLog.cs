using System.Globalization;
using LvsPluggable.Host.Settings;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace LvsPluggable.Host.Cli.Logging;

/// <summary>Where the resident host logs, which a change of parameters may change, and standard error when a person runs it.</summary>
internal sealed class ResidentLog : ILogEventSink, IDisposable
{
    private const string UsualFolder = "/var/log/lvsdr";
    private const long LargestFile = 10 * 1024 * 1024;
    private const int KeptFiles = 5;
    private const string FileLine = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {Message:lj}{Event:l}{NewLine}{Exception}";

    private readonly string _instance;
    private readonly bool _isForeground;
    private readonly string _folder;
    private readonly Lock _lock = new();
    private LogSettings _settings;
    private Logger _current;

    /// <param name="instance">The resource instance, after which the file is named.</param>
    /// <param name="isForeground">Whether a person is watching standard error.</param>
    /// <param name="settings">Where and how.</param>
    /// <param name="folder">The folder of the file.</param>
    public ResidentLog(string instance, bool isForeground, LogSettings settings, string folder = UsualFolder)
    {
        _folder = folder;
        _instance = instance;
        _isForeground = isForeground;
        _settings = settings;
        _current = Open(settings);
    }

    /// <summary>Logs there from now on.</summary>
    public void Use(LogSettings settings)
    {
        lock (_lock)
        {
            if (settings == _settings)
            {
                return;
            }

            _settings = settings;
            _current.Dispose();
            _current = Open(settings);
        }
    }

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        lock (_lock)
        {
            _current.Write(logEvent);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _current.Dispose();
        }
    }

    private Logger Open(LogSettings settings)
    {
        var configuration = Logs.Configuration();
        var socket = settings.Target switch
        {
            LogTarget.Journal => MachineLogSink.Journal,
            LogTarget.Syslog => MachineLogSink.Syslog,
            _ => null,
        };
        var isHeard = socket is not null && LogSocket.IsThere(socket);
        // Under systemd the journal would have each line twice.
        if (_isForeground && !(isHeard && JournalStream.IsStandardError()))
        {
            configuration.WriteTo.Sink(new TerminalSink("{Timestamp:HH:mm:ss.fff} " + Logs.ConsoleLine));
        }

        if (isHeard)
        {
            configuration.WriteTo.Sink(new MachineLogSink(settings.Target, _instance, socket!));
        }
        else
        {
            AddFile(configuration, settings.Format);
        }

        var log = configuration.CreateLogger();
        if (socket is not null && !isHeard)
        {
            log.Warning("log_target={Target:l}: nobody listens at {Socket:l}, so the log is here", settings.Target.ToString().ToLowerInvariant(), socket);
        }

        return log;
    }

    private void AddFile(LoggerConfiguration configuration, LogFormat format)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            var path = Path.Combine(_folder, _instance + ".log");
            using (File.Open(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            {
                configuration.WriteTo.Logger(file => Write(file, path, format));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Terminal.Error.WriteLine($"No log is written: {problem.Message}");
        }
    }

    private static LoggerConfiguration Write(LoggerConfiguration file, string path, LogFormat format) => format == LogFormat.Json
        ? Write(file, path, name => name, new RenderedCompactJsonFormatter())
        : Write(file, path, name => $" [{name}]", new MessageTemplateTextFormatter(FileLine, CultureInfo.InvariantCulture));

    private static LoggerConfiguration Write(LoggerConfiguration file, string path, Func<string, string> name, ITextFormatter formatter) =>
        file.Enrich.With(new EventName(name)).WriteTo.File(
            formatter, path, fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true, retainedFileCountLimit: KeptFiles);
}

using System.Globalization;
using System.Text;
using LvsPluggable.Host.Settings;
using LvsPluggable.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace LvsPluggable.Host.Cli.Logging;

/// <summary>Writes the log into the journal, or for syslog as syslog(3) does.</summary>
/// <param name="target">Which of them.</param>
/// <param name="instance">The resource instance.</param>
/// <param name="path">Where it listens.</param>
internal sealed class MachineLogSink(LogTarget target, string instance, string path) : ILogEventSink, IDisposable
{
    /// <summary>The journal's socket.</summary>
    public const string Journal = "/run/systemd/journal/socket";

    /// <summary>Syslog's.</summary>
    public const string Syslog = "/dev/log";

    private const string Name = "lvsdr";

    // A datagram of that size is taken everywhere; syslog daemons cut at 8 KiB or before.
    private const int LongestEntry = 32_000;
    private const int LongestLine = 2000;

    // LOG_DAEMON (syslog(3)).
    private const int Facility = 3;

    // As in the file: texts without quotation marks.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    private readonly LogSocket _socket = new(path);

    /// <summary>The level as syslog counts it (RFC 5424, section 6.2.1).</summary>
    public static int Priority(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => 2,
        LogEventLevel.Error => 3,
        LogEventLevel.Warning => 4,
        LogEventLevel.Information => 6,
        _ => 7,
    };

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent) => _socket.Send(target == LogTarget.Journal ? JournalEntry.Write(Fields(logEvent)) : Line(logEvent));

    public void Dispose() => _socket.Dispose();

    private IEnumerable<(string Name, string Value)> Fields(LogEvent logEvent)
    {
        var text = Text(logEvent);
        if (logEvent.Exception is { } exception)
        {
            text += "\n" + exception;
        }

        yield return ("MESSAGE", text.Length <= LongestEntry ? text : text[..LongestEntry]);
        yield return ("PRIORITY", Priority(logEvent.Level).ToString(CultureInfo.InvariantCulture));
        yield return ("SYSLOG_IDENTIFIER", Name);
        yield return ("LVSDR_INSTANCE", instance);
        if (EventName.Of(logEvent) is { } name)
        {
            yield return ("LVSDR_EVENT", name);
        }
    }

    // <priority>Mmm dd hh:mm:ss tag[process]: text, in the machine's time zone (RFC 3164, section 4.1, without the host's name, as it is local).
    private byte[] Line(LogEvent logEvent)
    {
        var time = logEvent.Timestamp.ToLocalTime().ToString("MMM d HH:mm:ss", CultureInfo.InvariantCulture);
        var mark = EventName.Of(logEvent) is { } name ? $" [{name}]" : "";
        var text = OneLine.Of($"{Text(logEvent)}{(logEvent.Exception is { } exception ? $" | {exception}" : "")}", LongestLine);
        var padded = time[5] == ' ' ? time.Insert(4, " ") : time;
        return Encoding.UTF8.GetBytes($"<{(Facility * 8) + Priority(logEvent.Level)}>{padded} {Name}[{Environment.ProcessId}]: {instance}: {text}{mark}");
    }

    private static string Text(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, text);
        return text.ToString();
    }
}

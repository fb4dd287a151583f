using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LvsPluggable.Host.Cli.Logging;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace LvsPluggable.Host.Tests.Cli.Logging;

public sealed class ResidentLogTests : IDisposable
{
    private static readonly Notice Down = new()
    {
        Event = NoticeKind.Down,
        Service = "-t 10.0.0.100:80",
        Server = "10.0.0.1:80",
        Host = "node1",
        Old = "up",
        New = "down",
        Reason = "tcp: \"refused\"",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_of_the_file_ends_with_the_identifier_of_its_event()
    {
        WriteTo(new LogSettings(LogTarget.File, LogFormat.Text), log => NoticeLog.Write(log, Down));

        Assert.EndsWith(" WRN 10.0.0.1:80 (node1): up -> down: tcp: \"refused\" [down]", Assert.Single(Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void As_JSON_it_is_an_object_with_the_identifier_level_and_parts()
    {
        WriteTo(new LogSettings(LogTarget.File, LogFormat.Json), log =>
        {
            NoticeLog.Write(log, Down);
            log.LogInformation("Other");
        });

        var line = JsonDocument.Parse(Lines()[0]).RootElement;
        Assert.Equal(
            ["down", "Warning", "10.0.0.1:80 (node1)", "tcp: \"refused\"", "10.0.0.1:80 (node1): up -> down: tcp: \"refused\""],
            ((string[])["Event", "@l", "Server", "Reason", "@m"]).Select(name => line.GetProperty(name).GetString()!));
        Assert.False(JsonDocument.Parse(Lines()[1]).RootElement.TryGetProperty("Event", out _));
    }

    [Fact]
    public void A_change_of_parameters_changes_the_format_of_what_follows()
    {
        using (var resident = new ResidentLog("db", isForeground: false, new LogSettings(LogTarget.File, LogFormat.Text), _folder))
        using (var factory = Factory(resident))
        {
            var log = factory.CreateLogger("test");
            NoticeLog.Write(log, Down);
            resident.Use(new LogSettings(LogTarget.File, LogFormat.Json));
            NoticeLog.Write(log, Down);
        }

        Assert.Equal([false, true], Lines().Select(line => line.StartsWith('{')));
    }

    [Theory]
    [InlineData(nameof(LogTarget.Journal), "MESSAGE=10.0.0.1:80 (node1): up -> down: tcp: \"refused\"\nPRIORITY=4\nSYSLOG_IDENTIFIER=lvsdr\nLVSDR_INSTANCE=db\nLVSDR_EVENT=down\n")]
    [InlineData(nameof(LogTarget.Syslog), "<28>Nov  3 04:05:06 lvsdr[PID]: db: 10.0.0.1:80 (node1): up -> down: tcp: \"refused\" [down]")]
    public void The_journal_and_syslog_get_it_in_their_own_formats_with_levels(string target, string expected)
    {
        var path = Path.Combine(_folder, "socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        Assert.True(LogSocket.IsThere(path));
        using var sink = new MachineLogSink(Enum.Parse<LogTarget>(target), "db", path);
        using (var factory = Factory(new At(sink, new DateTimeOffset(2026, 11, 3, 4, 5, 6, TimeZoneInfo.Local.GetUtcOffset(new DateTime(2026, 11, 3, 4, 5, 6))))))
        {
            NoticeLog.Write(factory.CreateLogger("test"), Down);
        }

        var buffer = new byte[8192];
        socket.ReceiveTimeout = (int)Eventually.Deadline.TotalMilliseconds;
        var text = Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
        Assert.Equal(expected.Replace("PID", $"{Environment.ProcessId}", StringComparison.Ordinal), text);
    }

    [Fact]
    public void Texts_have_no_quotation_marks_in_the_journal_as_they_have_none_in_the_file()
    {
        var path = Path.Combine(_folder, "socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        using var sink = new MachineLogSink(LogTarget.Journal, "db", path);
        using (var factory = Factory(sink))
        {
            factory.CreateLogger("test").LogInformation("Removed {Change}", "service -t 10.0.0.1:80");
        }

        var buffer = new byte[8192];
        socket.ReceiveTimeout = (int)Eventually.Deadline.TotalMilliseconds;
        Assert.StartsWith("MESSAGE=Removed service -t 10.0.0.1:80\n", Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_listens_or_reads_nothing_is_waited_for()
    {
        var path = Path.Combine(_folder, "socket");
        Assert.False(LogSocket.IsThere(path));
        using var sender = new LogSocket(path);
        sender.Send([1]);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));

        // Far more than any queue holds.
        for (var count = 0; count < 10_000; count++)
        {
            sender.Send(new byte[1000]);
        }

        Assert.Equal(1000, socket.Receive(new byte[2000]));
    }

    private void WriteTo(LogSettings settings, Action<ILogger> write)
    {
        using var resident = new ResidentLog("db", isForeground: false, settings, _folder);
        using var factory = Factory(resident);
        write(factory.CreateLogger("test"));
    }

    private static SerilogLoggerFactory Factory(ILogEventSink sink) => new(new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger(), dispose: true);

    private string[] Lines()
    {
        using var reader = new StreamReader(new FileStream(Path.Combine(_folder, "db.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class At(ILogEventSink sink, DateTimeOffset time) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => sink.Emit(new LogEvent(
            time, logEvent.Level, logEvent.Exception, logEvent.MessageTemplate, logEvent.Properties.Select(property => new LogEventProperty(property.Key, property.Value))));
    }
}

using LvsPluggable.Host.Notices;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Tests.Notices;

public sealed class NoticeLogTests
{
    public static TheoryData<string> Kinds => [.. Enum.GetNames<NoticeKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_a_line_with_its_identifier_but_those_that_have_lines_where_they_arise(string name)
    {
        var kind = Enum.Parse<NoticeKind>(name);
        using var log = new IdentifiedLog();

        NoticeLog.Write(log, new Notice { Event = kind, Server = "10.0.0.1:80", Host = "node1", Old = "up", New = "down", Reason = "why" });
        NoticeLog.Write(log, new Notice { Event = kind, Reason = "why" });
        NoticeLog.Write(log, new Notice { Event = kind });

        Assert.Equal(
            kind is NoticeKind.Problem or NoticeKind.Solved ? [] : Enumerable.Repeat(name.ToLowerInvariant(), 3),
            log.Lines.Select(line => line.Id.Name));
        Assert.All(log.Lines, line => Assert.NotEqual(0, line.Id.Id));
        Assert.All(log.Lines.Take(2), line => Assert.Contains("why", line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_is_new_is_a_line_once_it_was_checked()
    {
        using var log = new IdentifiedLog();

        NoticeLog.Write(log, new Notice { Event = NoticeKind.State, Server = "10.0.0.1:80", Old = "new", New = "unknown" });

        Assert.Empty(log.Lines);
    }

    [Theory]
    [InlineData(nameof(NoticeKind.State), "up", "held", 1, "10.0.0.1:80 (node1): up -> held: why")]
    [InlineData(nameof(NoticeKind.State), "doubted", "doubted", 0, "10.0.0.1:80 (node1): doubted, weight 0: why")]
    [InlineData(nameof(NoticeKind.State), "down", "down", null, "10.0.0.1:80 (node1): down, out of the table: why")]
    [InlineData(nameof(NoticeKind.Drained), "draining", "draining", 0, "10.0.0.1:80 (node1): drained: why")]
    [InlineData(nameof(NoticeKind.Weight), "1", "5", 5, "10.0.0.1:80 (node1): weight 1 -> 5: why")]
    public void A_line_about_a_server_says_what_has_changed(string kind, string old, string now, int? weight, string line)
    {
        using var log = new IdentifiedLog();

        NoticeLog.Write(log, new Notice
        {
            Event = Enum.Parse<NoticeKind>(kind),
            Server = "10.0.0.1:80",
            Host = "node1",
            Old = old,
            New = now,
            Weight = weight,
            Reason = "why",
        });

        Assert.Equal(line, Assert.Single(log.Lines).Text);
    }

    private sealed class IdentifiedLog : ILogger, IDisposable
    {
        public List<(EventId Id, string Text)> Lines { get; } = [];

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((eventId, formatter(state, exception)));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}

using System.Runtime.Versioning;
using System.Text.Json;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Tests.Cli;

/// <summary><c>lvsdr history</c> and <c>lvsdr explain</c>, by the program itself.</summary>
[SupportedOSPlatform("linux")]
public sealed class HistoryTests : IDisposable
{
    private readonly HostProgram _program = new();
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void It_shows_what_happened_to_a_server_and_explain_says_why_it_is_out()
    {
        Keep("db", About(NoticeKind.Up, "unknown", "up", 1, 60), About(NoticeKind.Down, "up", "down", null, 30));

        var (code, output, errors) = _program.Do("history", "node1", "--since", "45m");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("up -> down  -       3+1          tcp: connection refused", output, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown -> up", output, StringComparison.Ordinal);

        (code, output, errors) = _program.Do("explain", "10.0.0.1");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("down, not in the table, since ", output, StringComparison.Ordinal);
        Assert.Contains("why: tcp: connection refused", output, StringComparison.Ordinal);
        Assert.Contains("then said: check tcp: unhealthy, connection refused", output, StringComparison.Ordinal);
        Assert.Contains("connections: removed from the table, which ends those that it had: 3 active, 1 inactive", output, StringComparison.Ordinal);

        Assert.Contains("up, in the table with weight 1, since", _program.Do("explain", "node1", "--at", "45m").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void As_JSON_it_is_an_object_a_line()
    {
        Keep("db", About(NoticeKind.Up, "unknown", "up", 1, 60), About(NoticeKind.Down, "up", "down", null, 30));
        Keep("web", About(NoticeKind.Up, "unknown", "up", 1, 60));

        var events = _program.Do("history", "--instance", "db", "--json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString());

        Assert.Equal(["up", "down"], events);
    }

    [Fact]
    public void What_is_not_there_or_no_time_gets_one_sentence()
    {
        Assert.Equal(
            (1, $"There is no history in {_program.Memory}: no lvsdr has run here.\n"), Failed("history"));
        Keep("db", About(NoticeKind.Up, "unknown", "up", 1, 60));
        Assert.Equal((1, "db: \"node9\" is no real server of this history; there are node1.\n"), Failed("history", "node9"));
        Assert.Equal((1, "db: \"node9\" is no real server of this history; there are node1.\n"), Failed("explain", "node9"));
        Assert.Equal((1, $"There is no history of an instance web in {_program.Memory}.\n"), Failed("explain", "node1", "--instance", "web"));
        var (code, sentence) = Failed("explain", "node1", "--at", "tea");
        Assert.Equal(2, code);
        Assert.StartsWith("--at tea should be how long ago it was, such as ", sentence, StringComparison.Ordinal);
        Assert.Equal(2, Failed("history", "--since", "tea").Code);
    }

    [Fact]
    public void What_others_wrote_does_nothing_to_a_terminal()
    {
        const string Hostile = "\u001b]0;owned\u0007\u001b[2Jnode\r\n\u202e";
        var text = JsonSerializer.Serialize(About(NoticeKind.Down, Hostile, Hostile, null, 1) with { Host = Hostile, Reason = Hostile, Checks = [Hostile] }, NoticeJson.Default.Notice);
        File.WriteAllText(Path.Combine(_program.Memory, "db.history"), text + "\n");

        foreach (var output in new[] { _program.Do("history").Output, _program.Do("explain", "10.0.0.1").Output })
        {
            Assert.Contains("owned", output, StringComparison.Ordinal);
            Assert.DoesNotContain(output, letter => letter != '\n' && (char.IsControl(letter) || letter == '\u202e'));
        }
    }

    private (int Code, string Errors) Failed(params string[] words)
    {
        var (code, output, errors) = _program.Do(words);
        Assert.Equal("", output);
        return (code, errors);
    }

    private void Keep(string instance, params Notice[] notices) => new HistoryFiles(_program.Memory, instance).Append(notices);

    private Notice About(NoticeKind kind, string old, string now, int? weight, int minutesAgo) => new()
    {
        Event = kind,
        Time = _now.AddMinutes(-minutesAgo),
        Instance = "db",
        Service = "-t 10.0.0.100:5432",
        Server = "10.0.0.1:5432",
        Host = "node1",
        Old = old,
        New = now,
        Weight = weight,
        Reason = "tcp: connection refused",
        ActiveConnections = 3,
        InactiveConnections = 1,
        Checks = ["tcp: unhealthy, connection refused"],
        Sources = ["static: lists it"],
    };
}

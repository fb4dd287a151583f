using System.Text.RegularExpressions;
using LvsPluggable.Host.Cli.Live;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Tests.Page;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Rendering;

namespace LvsPluggable.Host.Tests.Cli.Live;

/// <summary>What is drawn.</summary>
public sealed partial class LiveDrawingTests
{
    private const string Attack = "\e]0;hacked\a\e[2J[red]x[/]\u202e漢字 [link=http://x]y[/]";

    private readonly FakeTimeProvider _time = new(LiveScenes.Noon);

    [Fact]
    public void Servers_are_shown_with_what_is_wrong_and_what_happened_last()
    {
        var lines = Plain(Lines(LiveScenes.Seen(PageScene.Server(31), LiveScenes.Down(2)), new LiveView(), 130, 24));

        Assert.Contains("1 of 2 real servers take connections  31 active", lines[0], StringComparison.Ordinal);
        Assert.Matches("^node31 +up +10\\.0\\.0\\.32:80 +1 +31 .* 3h answers", Assert.Single(lines, line => line.StartsWith("node31", StringComparison.Ordinal)));
        Assert.Matches("^node2 +down .* connection refused", Assert.Single(lines, line => line.StartsWith("node2 ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("reads  directs  lvsdr 1.0.0, process 1, for 4h", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_screen_has_its_lines_and_no_line_is_wider_whatever_is_shown()
    {
        var model = Attacked();
        foreach (var mode in Enum.GetValues<LiveMode>())
        {
            var view = new LiveView { Mode = mode, Selected = LiveSelection.Servers(model.Hosts)[0].Key, Asked = null, Filter = mode == LiveMode.Filter ? "1" : "" };
            foreach (var (width, height) in ((int, int)[])[(200, 50), (80, 24), (40, 10), (20, 5), (3, 2), (1, 1)])
            {
                var lines = Lines(model, view, width, height);
                Assert.Equal(height, lines.Count);
                Assert.All(Plain(lines), line => Assert.InRange(new Segment(line).CellCount(), 0, width));
            }
        }
    }

    [Fact]
    public void No_text_from_elsewhere_does_anything_to_the_terminal()
    {
        var model = Attacked();
        foreach (var mode in Enum.GetValues<LiveMode>())
        {
            var lines = Lines(model, new LiveView { Mode = mode, Selected = LiveSelection.Servers(model.Hosts)[0].Key }, 200, 50);

            Assert.DoesNotContain(Plain(lines), line => line.Any(letter => char.IsControl(letter) || letter == '\u202e'));
            Assert.True(mode == LiveMode.Help || lines.Any(line => line.Contains("[red]x[/]", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_detail_has_the_checks_own_words_and_what_happened()
    {
        var model = LiveScenes.Seen(LiveScenes.Down(2));
        var server = LiveSelection.Servers(model.Hosts)[0].Key;
        model.Take(
        [
            new Notice
            {
                Event = NoticeKind.Down, Time = LiveScenes.Noon, Instance = server.Instance, Service = server.Service, Server = server.Server, Host = "node2", Old = "up", New = "down",
                Reason = "refused", Checks = ["tcp: no route"], Sources = ["static: weight 1"],
            },
        ]);

        var text = string.Join('\n', Plain(Lines(model, new LiveView { Mode = LiveMode.Detail, Selected = server }, 100, 30)));

        Assert.Contains("node2 (10.0.0.3:80) of -t 192.0.2.50:80, reads", text, StringComparison.Ordinal);
        Assert.Matches("why +connection refused", text);
        Assert.Contains("check tcp: no route", text, StringComparison.Ordinal);
        Assert.Contains("source static: weight 1", text, StringComparison.Ordinal);
        Assert.Contains("up -> down: refused", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_thousand_servers_those_around_the_chosen_one_are_shown()
    {
        var model = LiveScenes.Seen([.. Enumerable.Range(0, 1000).Select(number => PageScene.Server(number))]);
        var servers = LiveSelection.Servers(model.Hosts);

        Assert.Contains(Plain(Lines(model, new LiveView { Selected = servers[777].Key }, 100, 24)), line => line.StartsWith("node777 ", StringComparison.Ordinal));
        Assert.Contains(Plain(Lines(model, new LiveView { Selected = servers[999].Key }, 100, 24)), line => line.StartsWith("node999 ", StringComparison.Ordinal));
        Assert.Contains(Plain(Lines(model, new LiveView(), 100, 24)), line => line.StartsWith("node0 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_colours_the_chosen_server_is_seen_all_the_same()
    {
        var model = LiveScenes.Seen(PageScene.Server(1), LiveScenes.Down(2));
        var lines = Lines(model, new LiveView(), 100, 24, isColoured: false);

        Assert.DoesNotContain(lines, line => Colour().IsMatch(line));
        Assert.Contains(lines, line => line.Contains("\e[7m", StringComparison.Ordinal) && line.Contains("node1", StringComparison.Ordinal));
        Assert.Contains(Lines(model, new LiveView(), 100, 24), line => Colour().IsMatch(line));
    }

    private static LiveModel Attacked()
    {
        var model = new LiveModel();
        var server = PageScene.Server(1) with { Host = Attack, Reason = Attack, Notes = [Attack], Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Attack] = Attack } };
        var host = PageScene.Host(server, PageScene.Server(2)) with { Problems = [new ProblemStatus { What = Attack, Since = LiveScenes.Noon }] };
        model.Take([host], LiveScenes.Noon);
        model.Take([new Notice { Event = NoticeKind.Up, Time = LiveScenes.Noon, Instance = host.Instance, Service = Attack, Server = "10.0.0.2:80", Host = Attack, Old = Attack, New = Attack, Reason = Attack, Checks = [Attack] }]);
        return model;
    }

    private IReadOnlyList<string> Lines(LiveModel model, LiveView view, int width, int height, bool isColoured = true) => new LiveDrawing(new Painter(isColoured), _time).Lines(
        new LiveScene { View = view, Hosts = model.Hosts, Events = model.Events, Nothing = "nothing runs", Width = width, Height = height });

    private static List<string> Plain(IEnumerable<string> lines) => [.. lines.Select(line => Look().Replace(line, ""))];

    [GeneratedRegex("\e\\[[0-9;]*m", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Look();

    [GeneratedRegex("\e\\[([0-9;]*;)?(3|4|9|10)[0-7](;[0-9;]*)?m", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}

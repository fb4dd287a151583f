using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Tests.Hosting;
using LvsPluggable.Host.Tests.Page;
using LvsPluggable.Host.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Cli.Live;

/// <summary><c>lvsdr top</c> and <c>status --watch</c> on a real terminal; of a host over a table in memory, whose real servers are sockets of this machine.</summary>
public sealed class TopTests : ResidentScene
{
    private const string Top = "lvsdr top --interval 200ms; echo ended $?";

    private readonly int _port = WebScene.FreePort().Port;
    private readonly List<TcpListener> _servers = [];

    private string Folder => Path.GetDirectoryName(State.Folder)!;

    [SkippableFact]
    public async Task A_server_that_dies_is_seen_and_why_and_is_found_and_shown_alone()
    {
        using var terminal = await BeginAsync();
        await terminal.ShowsAsync("^127\\.0\\.0\\.3 +up .* 31 ");
        _servers[1].Dispose();
        await terminal.ShowsAsync("^127\\.0\\.0\\.3 +down .*refused");
        await terminal.ShowsAsync("2 of 3 real servers take connections");
        // A connection that waits to be taken when its server dies is reset.
        await terminal.ShowsAsync("down +127\\.0\\.0\\.3:[0-9]+ +up -> down: .*(refused|reset)");

        terminal.Type("s");
        await terminal.ShowsAsync("by trouble");
        await Eventually.MeetsAsync(lines => lines.FirstOrDefault(line => line.StartsWith("127.", StringComparison.Ordinal))?.StartsWith("127.0.0.3 ", StringComparison.Ordinal) == true,
            () => Task.FromResult(terminal.Screen().Split('\n')), "what is down is first");
        terminal.Type("/", "refused", "Enter");
        await terminal.HidesAsync("^127\\.0\\.0\\.2 ");
        terminal.Type("Enter");
        await terminal.ShowsAsync("^127\\.0\\.0\\.3 \\(127\\.0\\.0\\.3:[0-9]+\\) of -t 192\\.0\\.2\\.1:[0-9]+, lvs");
        await terminal.ShowsAsync("^said at .* check .*refused");
        terminal.Type("Escape");
        await terminal.ShowsAsync("only with \"refused\"");
        terminal.Type("Escape");
        await terminal.ShowsAsync("^127\\.0\\.0\\.2 +up");

        terminal.Resize(70, 16);
        await terminal.ShowsAsync("^SERVER +STATE +WEIGHT +ACTIVE +WHY");
        terminal.Resize(150, 40);
        await terminal.ShowsAsync("NEW/S +BYTES/S +FOR +WHY");
        _servers[1] = Listening("127.0.0.3");
        await terminal.ShowsAsync("^127\\.0\\.0\\.3 +up ");
    }

    [SkippableFact]
    public async Task A_server_is_drained_and_undrained_once_somebody_has_said_yes()
    {
        using var terminal = await BeginAsync();
        await terminal.ShowsAsync("^127\\.0\\.0\\.3 +up ");
        terminal.Type("Down", "d");
        await terminal.ShowsAsync("^Drain 127\\.0\\.0\\.3 \\(127\\.0\\.0\\.3:[0-9]+\\) of lvs, no new connections until it is undrained\\? y: yes");
        terminal.Type("n");
        await terminal.HidesAsync("^Drain ");
        Assert.Contains($"127.0.0.3:{_port} 1", await WeightsAsync());

        terminal.Type("d", "y");
        await terminal.ShowsAsync("^127\\.0\\.0\\.3 +draining ");
        await terminal.ShowsAsync("^lvs: 127\\.0\\.0\\.3:[0-9]+ gets no new connections");
        Assert.Contains($"127.0.0.3:{_port} 0", await WeightsAsync());

        terminal.Type("u", "y");
        await terminal.ShowsAsync("^127\\.0\\.0\\.3 +up ");
        await terminal.ShowsAsync("^lvs: 127\\.0\\.0\\.3:[0-9]+ gets connections again");
        Assert.Contains($"127.0.0.3:{_port} 1", await WeightsAsync());
    }

    [SkippableTheory]
    [InlineData("q", "0")]
    [InlineData("C-c", "0")]
    [InlineData("TERM", "0")]
    [InlineData("INT", "0")]
    [InlineData("HUP", "0")]
    public async Task The_terminal_is_what_it_was_however_it_ends(string end, string code)
    {
        using var terminal = await BeginAsync();
        await terminal.ShowsAsync("^127\\.0\\.0\\.3 +up ");
        Assert.Equal((true, false), terminal.Modes);

        if (end is "q" or "C-c")
        {
            terminal.Type(end);
        }
        else
        {
            terminal.Signal(end);
        }

        await terminal.ShowsAsync($"ended {code}$");
        Assert.Equal((false, true), terminal.Modes);
        terminal.Type("stty -a | tr ' ;' '\\n' | grep -xE -- '-?(icanon|echo|isig|opost)' | xargs", "Enter");
        await terminal.ShowsAsync("^(isig|icanon|echo|opost)( (isig|icanon|echo|opost)){3}$");
    }

    [SkippableFact]
    public async Task A_host_that_is_gone_is_shown_as_it_was_and_one_that_is_back_as_it_is()
    {
        using var terminal = await BeginAsync();
        await terminal.ShowsAsync("^lvs +directs ");
        File.Move(State.ControlSocket, State.ControlSocket + ".away");
        await terminal.ShowsAsync("^lvs +not known now ");
        await terminal.ShowsAsync("^! lvs does not answer: .*; what is shown of it is how it was");
        await terminal.ShowsAsync("^127\\.0\\.0\\.3 +up ");
        File.Move(State.ControlSocket + ".away", State.ControlSocket);
        await terminal.ShowsAsync("^lvs +directs ");

        await StopAsync();
        await terminal.ShowsAsync("^lvs +not known now ");
        terminal.Type("q");
        await terminal.ShowsAsync("ended 0$");
    }

    [SkippableFact]
    public async Task No_text_from_elsewhere_does_anything_to_the_terminal_and_without_colours_there_are_none()
    {
        Skip.If(Tmux.Missing is not null, Tmux.Missing);
        const string attack = "\e]0;hacked\a\e[2J\e[31m[red]x[/]\u202e漢字";
        var host = PageScene.Host(PageScene.Server(1) with { Host = attack, Reason = attack }, PageScene.Server(2)) with { Problems = [new ProblemStatus { What = attack, Since = LiveScenes.Noon }] };
        using var server = new ControlServer(State.ControlSocket, _ => new ControlAnswer { Status = host }, NullLogger.Instance);
        using var terminal = new Tmux(Folder, "NO_COLOR=1");
        await terminal.ShowsAsync($"^{Tmux.Prompt.Trim()}");
        terminal.Type(Top, "Enter");

        await terminal.ShowsAsync("^]0;hacked \\[2J \\[31… up ");
        await terminal.ShowsAsync("^node2 +up ");
        var look = terminal.Look();
        Assert.DoesNotMatch("\e\\[[0-9;]*3[0-7]m", look);
        Assert.Contains("\e[7m", look, StringComparison.Ordinal);
        Assert.Equal((true, false), terminal.Modes);
        terminal.Type("Enter");
        await terminal.ShowsAsync("^why +]0;hacked \\[2J \\[31m\\[red\\]x\\[/\\] 漢字");
        terminal.Type("q");
        await terminal.ShowsAsync("ended 0$");
    }

    [SkippableFact]
    public async Task The_status_is_watched_in_place_and_the_terminal_is_what_it_was_afterwards()
    {
        using var terminal = await BeginAsync("lvsdr status --watch --interval 200ms; echo ended $?");
        await terminal.ShowsAsync("^ +127\\.0\\.0\\.3:[0-9]+ .* up ");
        _servers[1].Dispose();
        await terminal.ShowsAsync("^ +127\\.0\\.0\\.3:[0-9]+ .* down ");
        Assert.Equal((true, false), terminal.Modes);
        terminal.Resize(100, 8);
        await terminal.ShowsAsync("^… [0-9]+ more lines; lvsdr top shows all");
        terminal.Type("q");
        await terminal.ShowsAsync("ended 0$");
        Assert.Equal((false, true), terminal.Modes);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _servers.ForEach(server => server.Dispose());
    }

    private async Task<Tmux> BeginAsync(string command = Top)
    {
        Skip.If(Tmux.Missing is not null, Tmux.Missing);
        _servers.AddRange(((string[])["127.0.0.2", "127.0.0.3", "127.0.0.4"]).Select(Listening));
        Kernel.Connections["127.0.0.3"] = 31;
        var given = Given("127.0.0.2 127.0.0.3 127.0.0.4,2");
        given["port"] = $"{_port}";
        given["tcp_check"] = "true";
        given["check_interval"] = "500ms";
        await StartAsync(given);
        var terminal = new Tmux(Folder);
        await terminal.ShowsAsync($"^{Tmux.Prompt.Trim()}");
        terminal.Type(command, "Enter");
        return terminal;
    }

    private async Task<IEnumerable<string>> WeightsAsync() =>
        (await Kernel.GetDestinationsAsync(LvsPluggable.Host.Ipvs.ServiceKey.Parse($"-t 192.0.2.1:{_port}"), CancellationToken.None))
            .Select(state => $"{state.Destination.EndPoint.Address}:{state.Destination.EndPoint.Port} {state.Destination.Weight}");

    private TcpListener Listening(string address)
    {
        var listener = new TcpListener(IPAddress.Parse(address), _port);
        listener.Start();
        return listener;
    }
}

using LvsPluggable.Host.Notices;
using LvsPluggable.Plugins.Scripts;

namespace LvsPluggable.Host.Tests.Notices;

public sealed class NoticeProgramTests : IDisposable
{
    private static readonly Notice Down = new()
    {
        Event = NoticeKind.Down,
        Time = new DateTimeOffset(2026, 11, 29, 6, 0, 0, TimeSpan.Zero),
        Instance = "db",
        Service = "-t 10.0.0.100:5432",
        Server = "10.0.0.1:5432",
        Host = "node1",
        Old = "up",
        New = "down",
        Reason = "connection refused",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-notice-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_told_by_arguments_variables_and_JSON()
    {
        await RunAsync("{ printf '%s|' \"$@\"; echo; env | grep ^LVSDR_ | sort; cat; } >\"$(dirname \"$0\")/said\"", Down, "--mail");

        Assert.Equal(
            """
            --mail|down|10.0.0.1:5432|up|down|connection refused|db|
            LVSDR_EVENT=down
            LVSDR_HOST=node1
            LVSDR_INSTANCE=db
            LVSDR_NEW=down
            LVSDR_OLD=up
            LVSDR_REASON=connection refused
            LVSDR_SERVER=10.0.0.1:5432
            LVSDR_SERVICE=-t 10.0.0.100:5432
            {"event":"down","time":"2026-11-29T06:00:00+00:00","instance":"db","service":"-t 10.0.0.100:5432","server":"10.0.0.1:5432","host":"node1","old":"up","new":"down","reason":"connection refused"}

            """,
            await File.ReadAllTextAsync(Path.Combine(_folder, "said")));
    }

    [Fact]
    public void What_a_notice_has_not_is_a_dash_so_that_each_argument_keeps_its_place() =>
        Assert.Equal(["start", "-", "-", "-", "-", "db"], NoticeProgram.Arguments(new Notice { Event = NoticeKind.Start, Instance = "db" }));

    [Fact]
    public async Task A_program_that_does_not_read_what_it_is_told_is_well() => await RunAsync("exit 0", Down);

    [Fact]
    public async Task One_that_fails_is_named_with_what_it_said()
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("echo no mail here >&2; exit 3", Down));

        Assert.Equal($"{Program} ended with exit status 3: no mail here", problem.Message);
    }

    [Fact]
    public async Task One_that_others_can_write_is_not_run()
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(
            "touch \"$(dirname \"$0\")/said\"", Down, mode: UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherWrite));

        Assert.Contains("can be written by others", problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "said")));
    }

    private string Program => Path.Combine(_folder, "notify");

    private async Task RunAsync(
        string body, Notice notice, string arguments = "", UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserExecute)
    {
        await File.WriteAllTextAsync(Program, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(Program, mode);
        await NoticeProgram.RunAsync(new NoticeSettings(ScriptCommand.Parse($"{Program} {arguments}"), User: null), notice, CancellationToken.None);
    }
}

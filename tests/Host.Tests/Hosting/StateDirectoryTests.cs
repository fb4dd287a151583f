using System.Diagnostics;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class StateDirectoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-state-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void It_is_for_its_owner_alone()
    {
        var state = StateDirectory.Of(_root, "lvs");

        state.Create();
        state.Create();

        Assert.Equal(Path.Combine(_root, "lvsdr-lvs"), state.Folder);
        Assert.Equal("lvs", state.Instance);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(state.Folder));
    }

    [Fact]
    public void Before_anything_is_written_nothing_is_read()
    {
        var state = StateDirectory.Of(_root, "lvs");

        Assert.Empty(state.ReadServices());
        Assert.Null(state.FindHost());
        Assert.Empty(StateDirectory.FindAll(_root));
        Assert.Empty(StateDirectory.FindAll(Path.Combine(_root, "none")));
    }

    [Fact]
    public void All_instances_are_found_by_name()
    {
        foreach (var name in new[] { "lvsdr-b", "lvsdr-a", "other" })
        {
            Directory.CreateDirectory(Path.Combine(_root, name));
        }

        File.WriteAllText(Path.Combine(_root, "lvsdr-a.lock"), "");

        Assert.Equal(["a", "b"], StateDirectory.FindAll(_root).Select(state => state.Instance));
    }

    [Fact]
    public void An_instance_name_cannot_lead_elsewhere() =>
        Assert.Throws<ArgumentException>(() => StateDirectory.Of(_root, "../x"));

    [Fact]
    public void Files_are_replaced_as_a_whole()
    {
        var state = StateDirectory.Of(_root, "lvs");
        state.Create();
        state.WriteServices(["-t 10.0.0.1:80", "-f 7 -6"]);
        state.WriteServices(["-t [fd00::1]:80"]);
        state.WriteHeartbeat(Heartbeat.Now(TimeProvider.System, "a source fails:\nexit 3"));

        Assert.Equal(["-t [fd00::1]:80"], state.ReadServices());
        Assert.Equal("-t [fd00::1]:80\n", File.ReadAllText(Path.Combine(state.Folder, "services")));
        Assert.Matches("^[0-9]+ degraded [0-9]+ a source fails: exit 3\\n$", File.ReadAllText(Path.Combine(state.Folder, "heartbeat")));
        Assert.Equal(["heartbeat", "services"], Directory.GetFiles(state.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Parameters_are_for_their_owner_alone_and_come_back_with_whatever_they_hold()
    {
        var state = StateDirectory.Of(_root, "lvs");
        state.Create();
        Assert.Null(state.ReadParameters());

        state.WriteParameters(new SavedParameters
        {
            Parameters = new Dictionary<string, string> { ["a"] = "line\nbreak \"quote\" ü" },
            Services = ["-t 10.0.0.1:80"],
            Rejected = "b should be right.",
        });

        var file = Path.Combine(state.Folder, "parameters.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var saved = state.ReadParameters()!;
        Assert.Equal("line\nbreak \"quote\" ü", saved.Parameters["a"]);
        Assert.Equal(("-t 10.0.0.1:80", "b should be right."), (Assert.Single(saved.Services), saved.Rejected));
    }

    [Fact]
    public void Ends_of_hosts_are_read_and_what_is_no_end_is_passed_over()
    {
        var state = StateDirectory.Of(_root, "lvs");
        state.Create();
        Assert.Empty(state.ReadEnds());

        File.WriteAllText(
            Path.Combine(state.Folder, "last-end"), "1700000000 killed by signal 9\n\nnonsense\n99999999999999999 x\n1700000060 \e[31mhung\n");

        Assert.Equal(
            [
                new HostEnd(DateTimeOffset.FromUnixTimeSeconds(1700000000), "killed by signal 9"),
                new HostEnd(DateTimeOffset.FromUnixTimeSeconds(1700000060), "[31mhung"),
            ],
            state.ReadEnds());
    }

    [Fact]
    public void Readers_never_see_a_part_of_a_file()
    {
        var state = StateDirectory.Of(_root, "lvs");
        state.Create();
        var long1 = Enumerable.Range(0, 500).Select(port => $"-t 10.0.0.1:{port}").ToList();
        state.WriteServices(long1);

        Parallel.For(0, 400, i =>
        {
            if (i % 2 == 0)
            {
                state.WriteServices(long1);
            }
            else
            {
                Assert.Equal(long1.Count, state.ReadServices().Count);
            }
        });
    }

    [Fact]
    public void The_host_is_found_by_pid_and_start_time()
    {
        var state = StateDirectory.Of(_root, "lvs");
        state.Create();
        var stat = File.ReadAllText($"/proc/{Environment.ProcessId}/stat");
        var started = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        var file = Path.Combine(state.Folder, "pid");

        File.WriteAllText(file, $"{Environment.ProcessId} {started}\n");
        Assert.Equal(Environment.ProcessId, state.FindHost());

        File.WriteAllText(file, $"{Environment.ProcessId} {started}1\n");
        Assert.Null(state.FindHost());

        using var ended = Process.Start("/bin/true");
        ended.WaitForExit();
        File.WriteAllText(file, $"{ended.Id} {started}\n");
        Assert.Null(state.FindHost());
    }

    [Fact]
    public void A_heartbeat_tells_uptime_and_the_time_of_day()
    {
        var before = Heartbeat.ReadUptimeSeconds();

        var heartbeat = Heartbeat.Now(TimeProvider.System, degradedReason: null);

        Assert.InRange(heartbeat.UptimeSeconds, before, before + 30);
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - (heartbeat.UptimeSeconds + heartbeat.OffsetSeconds), 0, 30);
        Assert.False(heartbeat.IsDegraded);
        Assert.Equal($"{heartbeat.UptimeSeconds} ok {heartbeat.OffsetSeconds}", heartbeat.ToString());
    }
}

using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class ClusterWatchTests
{
    private const string Stays = "echo $$ >> $D/process; ";

    private int _changes;

    [Fact]
    public async Task Every_mark_wakes_and_many_at_once_wake_once()
    {
        using var crmMon = new FakeCrmMon(Stays + "mkfifo $D/marks; while :; do read -r mark < $D/marks && printf .; done");
        await using var watch = Start(crmMon);
        await crmMon.NumbersAsync("process", 1);
        await Eventually.HoldsAsync(() => File.Exists(crmMon.Beside("marks")), "it waits for marks");

        await File.AppendAllTextAsync(crmMon.Beside("marks"), "mark\n");
        await Eventually.HoldsAsync(() => _changes == 1, "the first mark is noticed");
        await File.AppendAllTextAsync(crmMon.Beside("marks"), "mark\n");

        await Eventually.HoldsAsync(() => _changes == 2, "the second mark is noticed");
    }

    [Fact]
    public async Task A_program_that_writes_all_the_time_does_not_wake_all_the_time()
    {
        using var crmMon = new FakeCrmMon(Stays + "exec yes");
        var start = Stopwatch.GetTimestamp();
        await using var watch = Start(crmMon);

        await Eventually.HoldsAsync(() => _changes >= 4, "it wakes");

        Assert.True(Stopwatch.GetElapsedTime(start) >= 3 * ClusterWatch.LeastGap - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task It_is_told_no_parameter_of_the_host()
    {
        using var crmMon = new FakeCrmMon("env > $D/environment; " + Stays + "exec sleep 1000");
        Environment.SetEnvironmentVariable("OCF_RESKEY_crm_mon_watch_password", "geheim");
        try
        {
            await using var watch = Start(crmMon);
            await crmMon.NumbersAsync("process", 1);
        }
        finally
        {
            Environment.SetEnvironmentVariable("OCF_RESKEY_crm_mon_watch_password", null);
        }

        Assert.DoesNotContain("OCF_RESKEY_", await File.ReadAllTextAsync(crmMon.Beside("environment")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_hangs_is_gone_when_the_watch_is()
    {
        using var crmMon = new FakeCrmMon("trap '' TERM HUP INT; " + Stays + "exec sleep 1000");
        var watch = Start(crmMon);
        var process = (await crmMon.NumbersAsync("process", 1))[0];

        await watch.DisposeAsync();

        Assert.False(ProcessTable.Runs(process));
    }

    [Fact]
    public async Task A_program_that_ends_is_started_again()
    {
        using var crmMon = new FakeCrmMon(Stays + "[ $(wc -l < $D/process) -gt 1 ] && exec sleep 1000; echo 'cannot go on' >&2; exit 1");
        await using var watch = Start(crmMon);

        await crmMon.NumbersAsync("process", 2);
    }

    [Fact]
    public async Task When_its_guard_is_killed_the_program_is_started_anew_and_the_watch_still_ends()
    {
        using var crmMon = new FakeCrmMon("echo $PPID >> $D/guard; " + Stays + "while :; do sleep 0.1; echo; done");
        var watch = Start(crmMon);
        var guard = (await crmMon.NumbersAsync("guard", 1))[0];
        var first = (await crmMon.NumbersAsync("process", 1))[0];

        using (var killed = Process.GetProcessById(guard))
        {
            killed.Kill();
        }

        var second = (await crmMon.NumbersAsync("process", 2))[1];
        await watch.DisposeAsync();
        await Eventually.HoldsAsync(() => !ProcessTable.Runs(second), "the second one ends with the watch");
        await Eventually.HoldsAsync(() => !ProcessTable.Runs(first), "the first one ends when it writes to nobody");
    }

    [Fact]
    public async Task A_watch_that_cannot_be_started_can_be_disposed()
    {
        var watch = new ClusterWatch(new CrmMon("no_such_crm_mon", TimeSpan.FromSeconds(1)), Changed, TimeProvider.System, NullLogger.Instance);
        watch.Start();

        await watch.DisposeAsync();

        Assert.Equal(0, _changes);
    }

    private ClusterWatch Start(FakeCrmMon crmMon)
    {
        var watch = new ClusterWatch(new CrmMon(crmMon.Path, TimeSpan.FromSeconds(1)), Changed, TimeProvider.System, NullLogger.Instance);
        watch.Start();
        return watch;
    }

    private void Changed() => Interlocked.Increment(ref _changes);
}

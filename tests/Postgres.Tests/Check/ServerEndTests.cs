using System.Diagnostics;
using LvsPluggable.Postgres.Tests.Lab;
using Xunit.Abstractions;

namespace LvsPluggable.Postgres.Tests.Check;

/// <summary>The ways in which a server ends or hangs, and that the check notices each.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ServerEndTests(ReplicationFixture servers, ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData(Signal.Kill)]
    [InlineData(Signal.Quit)]
    [InlineData(Signal.Interrupt)]
    public async Task A_server_that_is_killed_or_stopped_wakes_its_check_and_is_unhealthy_at_once(int signal)
    {
        await servers.StartAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();

        var started = Stopwatch.GetTimestamp();
        Signal.Send(servers.Standby1.ProcessId, signal);
        var result = await check.WakeAsync();
        var elapsed = Stopwatch.GetElapsedTime(started);

        output.WriteLine($"{elapsed.TotalMilliseconds:0} ms: {result.Reason}");
        Assert.Equal((HealthStatus.Unhealthy, true), (result.Status, result.IsCertain));
        Assert.True(elapsed < TimeSpan.FromSeconds(1), $"it took {elapsed}");
    }

    [SkippableFact]
    public async Task A_server_that_comes_back_is_healthy_again()
    {
        await servers.StartAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        await servers.Standby1.StopAsync(Signal.Interrupt);
        Checks.IsCertain(await Eventually.MeetsAsync(result => result.Status != HealthStatus.Healthy, check.AskAsync, "it is gone"), "refused");

        await servers.Standby1.StartAsync();

        await check.IsHealthyAsync();
    }

    [SkippableFact]
    public async Task A_server_in_smart_shutdown_is_unhealthy_at_the_next_look_and_is_not_kept_from_ending()
    {
        await servers.StartAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();

        await RefuseNewConnectionsAsync();

        Checks.IsCertain(await check.AskAsync(), "57P03");
        await Eventually.HoldsAsync(() => Workspace.ProcessesIn(servers.Standby1.Folder).Count == 0, "it ends");
    }

    [SkippableFact]
    public async Task Who_sets_how_often_a_new_connection_is_tried_gets_no_more_of_them()
    {
        await servers.StartAsync();
        await using var seldom = Checks.Builder(("postgres_reconnect_interval", "1h")).CheckOf(servers.Standby1);
        await using var often = Checks.Builder(("postgres_reconnect_interval", "500ms")).CheckOf(servers.Standby1);
        await seldom.IsHealthyAsync();
        await often.IsHealthyAsync();

        await RefuseNewConnectionsAsync();

        await seldom.IsHealthyAsync();
        var result = await Eventually.MeetsAsync(result => result.Status != HealthStatus.Healthy, often.AskAsync, "it is noticed");
        Checks.IsCertain(result, "57P03");
        await seldom.IsHealthyAsync();
    }

    [SkippableFact]
    public async Task A_held_connection_is_the_same_one_look_after_look_and_its_end_is_noticed_between_two_looks()
    {
        await servers.StartAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        var held = await HeldAsync();

        for (var call = 0; call < 20; call++)
        {
            await check.IsHealthyAsync();
        }

        Assert.Equal(held, await HeldAsync());
        Assert.Equal(1, OpenConnections.To(servers.Standby1));
        Signal.Send(servers.Standby1.ProcessId, Signal.Kill);
        Checks.IsCertain(await check.WakeAsync(), "refused");
    }

    [SkippableFact]
    public async Task With_no_check_timeout_set_a_check_says_itself_what_was_late_before_the_hosts_three_seconds_are_over()
    {
        await servers.StartAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        servers.Standby1.SignalAll(Signal.Stop);

        var taken = new List<TimeSpan>();
        for (var call = 0; call < 3; call++)
        {
            var started = Stopwatch.GetTimestamp();
            Checks.Counts(await check.CheckAsync(CancellationToken.None), call == 0 ? "no answer within 2.8 s" : "no answer");
            taken.Add(Stopwatch.GetElapsedTime(started));
        }

        // A machine that is held up for a moment makes one of them late, not each.
        Assert.Contains(taken, time => time < TimeSpan.FromSeconds(3));
        servers.Standby1.SignalAll(Signal.Continue);
    }

    [SkippableFact]
    public async Task A_hung_server_counts_towards_fall_in_time_and_is_healthy_when_it_goes_on()
    {
        await servers.StartAsync();
        await using var check = Checks.Builder(("check_timeout", "1s")).CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        servers.Standby1.SignalAll(Signal.Stop);

        var taken = new List<TimeSpan>();
        for (var call = 0; call < 5; call++)
        {
            var started = Stopwatch.GetTimestamp();
            Checks.Counts(await check.AskAsync(), "no answer");
            taken.Add(Stopwatch.GetElapsedTime(started));
        }

        // A machine that is held up for a moment makes one of them late, not most, and none later than the host would wait.
        Assert.All(taken, time => Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(3)));
        Assert.InRange(taken.Order().ElementAt(2), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.2));
        Assert.InRange(OpenConnections.To(servers.Standby1), 0, 2);
        servers.Standby1.SignalAll(Signal.Continue);
        await Eventually.MeetsAsync(result => result.Status == HealthStatus.Healthy, check.AskAsync, "it answers again");
    }

    [SkippableTheory]
    [InlineData("1s", "answer")]
    [InlineData("60s", "s, while a held one was")]
    public async Task A_hung_postmaster_whose_server_still_answers_is_found_by_a_new_connection_long_before_a_look_may_end(string timeout, string reason)
    {
        await servers.StartAsync();
        await using var check = Checks.Builder(("check_timeout", timeout)).CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        var postmaster = servers.Standby1.ProcessId;
        Signal.Send(postmaster, Signal.Stop);

        var result = await Eventually.MeetsAsync(result => result.Status != HealthStatus.Healthy, check.AskAsync, "it is noticed");
        Checks.Counts(result, reason);
        Checks.Counts(await check.AskAsync(), reason);
        Assert.InRange(OpenConnections.To(servers.Standby1), 1, 2);

        Signal.Send(postmaster, Signal.Continue);
        await Eventually.MeetsAsync(result => result.Status == HealthStatus.Healthy, check.AskAsync, "it answers again");
    }

    [SkippableFact]
    public async Task A_killed_backend_is_no_reason_to_leave()
    {
        await servers.LendAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();

        await servers.Standby1.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lvsdr'");

        Assert.Equal(HealthStatus.Healthy, (await check.WakeAsync()).Status);
    }

    [SkippableFact]
    public async Task A_crashed_backend_of_somebody_else_is_a_reason_to_leave_only_until_the_server_has_recovered()
    {
        await servers.StartAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        await using var other = await servers.Standby1.ConnectAsync();

        Signal.Send(other.ProcessID, Signal.Kill);
        var result = await check.WakeAsync();

        output.WriteLine($"{result}");
        Assert.True(result.Status == HealthStatus.Healthy || result.IsCertain);
        await Eventually.MeetsAsync(answer => answer.Status == HealthStatus.Healthy, check.AskAsync, "it has recovered");
    }

    [SkippableFact]
    public async Task A_promoted_standby_is_unhealthy_at_the_next_check_and_the_others_stay()
    {
        await servers.StartAsync();
        var builder = Checks.Builder();
        await using var check = builder.CheckOf(servers.Standby1);
        await using var other = builder.CheckOf(servers.Standby2);
        await check.IsHealthyAsync();
        await other.IsHealthyAsync();

        await servers.Standby1.ExecuteAsync("SELECT pg_promote()");

        Checks.IsCertain(await check.AskAsync(), "it is a primary, not a standby");
        await other.IsHealthyAsync();
    }

    [SkippableFact]
    public async Task A_cancelled_check_is_no_result()
    {
        await servers.StartAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        servers.Standby1.SignalAll(Signal.Stop);
        using var stopping = new CancellationTokenSource();

        var running = check.CheckAsync(stopping.Token).AsTask();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        servers.Standby1.SignalAll(Signal.Continue);
        await check.IsHealthyAsync();
    }

    [SkippableFact]
    public async Task A_check_that_begins_while_the_wait_for_a_change_runs_is_answered_and_the_wait_goes_on()
    {
        await servers.LendAsync();
        await using var check = Checks.Builder().CheckOf(servers.Standby1);
        await check.IsHealthyAsync();
        using var over = new CancellationTokenSource();
        var waiting = ((IWakeable)check).WaitForChangeAsync(over.Token).AsTask();

        for (var call = 0; call < 50; call++)
        {
            await check.IsHealthyAsync();
        }

        Assert.False(waiting.IsCompleted);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await check.IsHealthyAsync();
        Assert.Equal(1, OpenConnections.To(servers.Standby1));
    }

    private Task<int> HeldAsync() =>
        servers.Standby1.QueryAsync<int>("SELECT max(pid) FROM pg_stat_activity WHERE application_name = 'lvsdr'");

    // A smart shutdown, of which the postmaster knows when it says 57P03.
    private async Task RefuseNewConnectionsAsync()
    {
        Signal.Send(servers.Standby1.ProcessId, Signal.Terminate);
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await using var another = await servers.Standby1.ConnectAsync();
                    return false;
                }
                catch (Npgsql.PostgresException refusal)
                {
                    return refusal.SqlState == "57P03";
                }
            },
            "it refuses new connections");
    }
}

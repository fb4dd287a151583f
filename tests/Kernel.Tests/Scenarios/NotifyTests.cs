using System.Diagnostics;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>A program of the user is told what happens, and holds up nothing.</summary>
public sealed class NotifyTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const UnixFileMode ForAll = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private string Said => Path.Combine(Folder, "said");

    [SkippableFact]
    public async Task A_program_without_rights_is_told_of_servers_and_host_and_one_that_hangs_delays_no_change()
    {
        var agent = NewAgent();
        var check = new TestScript(Folder, "check", "echo t");
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        agent.Parameters["notify"] = await ProgramAsync("$(id -un) $1 $2 $4", hangs: true);
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await ToldAsync("nobody start - -", $"nobody up {Laboratory.Address(1)}:5432 up", $"nobody up {Laboratory.Address(2)}:5432 up");

        check.Behave($"if [ \"$1\" = {Laboratory.Address(2)} ]; then echo no; else echo t; fi");
        await TableBecomesAsync(Table((1, 1)), Patience);
        await ToldAsync($"nobody down {Laboratory.Address(2)}:5432 down");

        // What was told of its fall still runs.
        check.Behave("echo t");
        await TableBecomesAsync(Table((1, 1), (2, 1)), Patience);
        Assert.DoesNotContain($"nobody up {Laboratory.Address(2)}:5432 up", (await File.ReadAllLinesAsync(Said)).Skip(4));
        var watch = Stopwatch.StartNew();
        (await agent.StopAsync()).Expect(OcfCode.Success);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await TableIsAsync("");
        await ToldAsync("nobody stop - -");
    }

    [SkippableFact]
    public async Task A_program_is_told_of_every_event_of_a_running_host_in_order()
    {
        var agent = NewAgent();
        var check = new TestScript(Folder, "check", "echo t");
        var (first, second) = (Laboratory.Address(1), Laboratory.Address(2));
        agent.Parameters["weight_of_realservers"] = $"{first},2 {second},1";
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        agent.Parameters["check_timeout"] = "5s";
        agent.Parameters["doubt_timeout"] = "10m";
        agent.Parameters["quorum"] = "2";
        agent.Parameters["notify"] = await ProgramAsync("$1 $2 $3 $4", hangs: false);
        var held = new List<HeldConnection>();
        try
        {
            await AfterAsync(async () => (await agent.StartAsync()).Expect(OcfCode.Success), "start - - -", $"up {first} unknown up", $"up {second} unknown up");
            await AfterAsync(() => OrderAsync("weight", second, "5"), $"weight {second} 1 5");
            await AfterAsync(() => OrderAsync("weight", second, "auto"), $"weight {second} 5 1");

            while (held.All(connection => connection.Server != "rs2"))
            {
                held.Add(await Laboratory.HoldAsync());
            }

            await AfterAsync(() => OrderAsync("drain", second), $"draining {second} up draining");
            await AfterAsync(LetGo, $"drained {second} draining draining");
            await AfterAsync(() => OrderAsync("undrain", second), $"up {second} draining up");

            await AfterAsync(() => Behave($"if [ \"$1\" = {second} ]; then sleep 60; else echo t; fi"), $"doubted {second} up doubted");
            await AfterAsync(() => Behave("echo t"), $"up {second} doubted up");
            await AfterAsync(
                () => Behave($"if [ \"$1\" = {first} ]; then echo f; else echo t; fi"),
                $"down {first} up down", "quorum - reached down", "degraded - - -");
            await AfterAsync(() => Behave("echo t"), $"up {first} down up", "quorum - down reached", "recovered - - -");

            await AfterAsync(() => agent.SignalAsync("KILL"), "takeover - - -", "degraded - - -");
            await AfterAsync(async () => (await agent.StopAsync()).Expect(OcfCode.Success), "stop - - -");
        }
        finally
        {
            await LetGo();
        }

        Task OrderAsync(params string[] words) => agent.CallAsync(words).ContinueWith(
            order => order.Result.Expect(OcfCode.Success), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        Task Behave(string behaviour)
        {
            check.Behave(behaviour);
            return Task.CompletedTask;
        }

        Task LetGo()
        {
            held.ForEach(connection => connection.Dispose());
            held.Clear();
            return Task.CompletedTask;
        }
    }

    // What is told after this has been done is this and nothing else; of several servers in any order.
    private async Task AfterAsync(Func<Task> action, params string[] events)
    {
        var before = (await File.ReadAllLinesAsync(Said)).Length;
        await action();
        await Eventually.EqualAsync(
            string.Join('\n', events.Order(StringComparer.Ordinal)),
            async () => string.Join('\n', (await File.ReadAllLinesAsync(Said)).Skip(before).Select(line => line.Replace(":5432", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)),
            "it should have been told of this.",
            Patience);
    }

    // It writes these words down, and where told hangs when a server falls.
    private async Task<string> ProgramAsync(string words, bool hangs)
    {
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | ForAll);
        await File.WriteAllTextAsync(Said, "");
        File.SetUnixFileMode(Said, File.GetUnixFileMode(Said) | UnixFileMode.OtherWrite);
        var program = Path.Combine(Folder, "notify");
        await File.WriteAllTextAsync(
            program, $"#!/bin/sh\necho \"{words}\" >>{Said}\n{(hangs ? "[ \"$1\" != down ] || sleep 4248\n" : "")}");
        File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute | ForAll);
        return program;
    }

    private Task ToldAsync(params string[] lines) => Eventually.MeetsAsync(
        said => lines.All(said.Contains), () => File.ReadAllLinesAsync(Said), $"it should have been told: {string.Join("; ", lines)}", Patience);
}

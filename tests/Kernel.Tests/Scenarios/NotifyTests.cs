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
        agent.Parameters["notify"] = await ProgramAsync();
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

    // It hangs when a server falls.
    private async Task<string> ProgramAsync()
    {
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | ForAll);
        await File.WriteAllTextAsync(Said, "");
        File.SetUnixFileMode(Said, File.GetUnixFileMode(Said) | UnixFileMode.OtherWrite);
        var program = Path.Combine(Folder, "notify");
        await File.WriteAllTextAsync(
            program, $"#!/bin/sh\necho \"$(id -un) $1 $2 $4\" >>{Said}\n[ \"$1\" != down ] || sleep 4248\n");
        File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute | ForAll);
        return program;
    }

    private Task ToldAsync(params string[] lines) => Eventually.MeetsAsync(
        said => lines.All(said.Contains), () => File.ReadAllLinesAsync(Said), $"it should have been told: {string.Join("; ", lines)}", Patience);
}

using System.Diagnostics;
using LvsPluggable.Plugins.Processes;
using LvsPluggable.Plugins.Scripts;

namespace LvsPluggable.Plugins.Tests.Script;

public class ScriptRunnerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Output_error_and_exit_status_are_those_of_the_script()
    {
        using var script = new ScriptFile("echo out; echo err >&2; exit 3");

        var result = await RunAsync(script.Path);

        Assert.Equal(("out\n", "err\n", 3), (result.Output, result.Error, result.ExitCode));
    }

    [Fact]
    public async Task Words_are_split_at_white_space_only_and_passed_on_literally()
    {
        using var script = new ScriptFile("""for word in "$@"; do printf '<%s>' "$word"; done""");

        var result = await RunAsync($"{script.Path} psql \\\"host=$H  port=5432\\\"\t'a * b'", "node1");

        Assert.Equal("<psql><\\\"host=$H><port=5432\\\"><'a><*><b'><node1>", result.Output);
    }

    [Fact]
    public async Task Standard_input_is_at_its_end()
    {
        using var script = new ScriptFile("cat; echo end");

        Assert.Equal("end\n", (await RunAsync(script.Path)).Output);
    }

    [Fact]
    public async Task A_program_that_writes_to_a_closed_pipe_ends_as_from_a_shell()
    {
        using var script = new ScriptFile("yes | head -1; grep SigIgn /proc/self/status");

        var result = await RunAsync(script.Path);

        Assert.Equal(("y\nSigIgn:\t0000000000000000\n", ""), (result.Output, result.Error));
    }

    [Fact]
    public async Task A_script_without_an_interpreter_line_runs_as_from_a_shell()
    {
        using var script = new ScriptFile("");
        await File.WriteAllTextAsync(script.Path, "echo ran\n");

        Assert.Equal("ran\n", (await RunAsync(script.Path)).Output);
    }

    [Fact]
    public async Task A_script_that_never_ends_is_killed_with_its_group()
    {
        using var script = new ScriptFile(
            "trap '' TERM; (trap '' TERM; while :; do read -r line < \"$0.fifo\"; done) & echo $$ > $0.p; echo $! >> $0.p; wait; wait");
        await Process.Start("mkfifo", script.Path + ".fifo").WaitForExitAsync();
        using var cancellation = new CancellationTokenSource();
        var run = new ProgramRunner(Long).RunAsync(script.Path, [], cancellation.Token);
        var processes = await ProcessTable.NumbersInAsync(script.Path + ".p", 2);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.All(processes, process => Assert.False(ProcessTable.Runs(process)));
    }

    [Fact]
    public async Task A_late_script_that_heeds_SIGTERM_may_clean_up()
    {
        using var script = new ScriptFile("trap 'echo clean > $0.done; exit' TERM; echo $$ > $0.p; sleep 1000 & wait");
        using var cancellation = new CancellationTokenSource();
        var run = new ProgramRunner(Long).RunAsync(script.Path, [], cancellation.Token);
        await ProcessTable.NumbersInAsync(script.Path + ".p", 1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal("clean\n", await File.ReadAllTextAsync(script.Path + ".done"));
    }

    [Fact]
    public async Task A_script_cancelled_while_it_starts_is_ended_too()
    {
        using var script = new ScriptFile("echo $$ >> $0.p; exec sleep 1000");
        for (var round = 0; round < 20; round++)
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(round));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => new ProgramRunner(Long).RunAsync(script.Path, [], cancellation.Token));
        }

        var processes = File.Exists(script.Path + ".p") ? await File.ReadAllLinesAsync(script.Path + ".p") : [];
        Assert.All(processes, process => Assert.False(ProcessTable.Runs(int.Parse(process))));
        Assert.DoesNotContain(Processes("cmdline"), commandLine => commandLine.Contains(script.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_left_in_the_background_neither_delays_the_answer_nor_survives_it()
    {
        using var script = new ScriptFile("sleep 1000 & echo $! > $0.p; echo answer");
        var start = Stopwatch.GetTimestamp();

        var result = await RunAsync(script.Path);

        Assert.Equal("answer\n", result.Output);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
        Assert.False(ProcessTable.Runs((await ProcessTable.NumbersInAsync(script.Path + ".p", 1))[0]));
    }

    [Fact]
    public async Task A_process_that_left_the_group_and_keeps_the_pipes_open_does_not_hang_anything()
    {
        using var script = new ScriptFile("setsid sh -c 'echo $$ > $0; exec sleep 1000' $0.p & while [ ! -s $0.p ]; do :; done; echo answer");

        var result = await RunAsync(script.Path);

        using var left = Process.GetProcessById((await ProcessTable.NumbersInAsync(script.Path + ".p", 1))[0]);
        left.Kill();
        Assert.Equal("answer\n", result.Output);
    }

    [Fact]
    public async Task A_script_that_closes_its_output_and_goes_on_is_waited_for()
    {
        using var script = new ScriptFile("exec >&- 2>&-; while [ ! -e $0.go ]; do :; done; exit 5");
        var run = RunAsync(script.Path);

        await File.WriteAllTextAsync(script.Path + ".go", "");

        Assert.Equal(5, (await run).ExitCode);
    }

    [Fact]
    public async Task Output_of_64_KiB_is_whole()
    {
        using var script = new ScriptFile("head -c 65536 /dev/zero | tr '\\0' x");

        Assert.Equal(new string('x', 65536), (await RunAsync(script.Path)).Output);
    }

    [Fact]
    public async Task More_than_64_KiB_of_output_ends_the_script()
    {
        using var script = new ScriptFile("echo $$ > $0.p; exec yes");

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(script.Path));

        Assert.Equal($"{script.Path} wrote more than 64 KiB on standard output", wrong.Message);
        Assert.False(ProcessTable.Runs((await ProcessTable.NumbersInAsync(script.Path + ".p", 1))[0]));
    }

    [Fact]
    public async Task Of_much_standard_error_the_end_is_kept()
    {
        using var script = new ScriptFile("head -c 500000 /dev/zero | tr '\\0' x >&2; echo the end >&2");

        var result = await RunAsync(script.Path);

        Assert.EndsWith("xxxthe end\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(64 * 1024, result.Error.Length);
    }

    [Fact]
    public async Task A_script_that_a_signal_ends_has_128_and_the_signal_as_exit_status()
    {
        using var script = new ScriptFile("kill -9 $$");

        Assert.Equal(137, (await RunAsync(script.Path)).ExitCode);
    }

    [Fact]
    public async Task A_script_ends_by_itself_when_nobody_cancels_it()
    {
        using var script = new ScriptFile("echo $$ > $0.p; exec sleep 1000");

        var late = await Assert.ThrowsAsync<TimeoutException>(() => new ProgramRunner(TimeSpan.FromSeconds(-1.5))
            .RunAsync(script.Path, [], CancellationToken.None));

        Assert.Equal($"{script.Path} was ended after 0.5 seconds", late.Message);
        Assert.False(ProcessTable.Runs((await ProcessTable.NumbersInAsync(script.Path + ".p", 1))[0]));
    }

    [Fact]
    public async Task A_program_that_is_missing_is_said_to_be()
    {
        var noFile = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("/nonexistent/script secret"));
        var notInPath = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("no_such_program secret"));

        Assert.Equal("/nonexistent/script does not exist", noFile.Message);
        Assert.Equal("no_such_program was not found in PATH", notInPath.Message);
    }

    [Fact]
    public async Task A_file_that_is_not_executable_is_said_to_be()
    {
        using var script = new ScriptFile("", UnixFileMode.UserRead);

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(script.Path));

        Assert.Equal($"{script.Path} is not executable", wrong.Message);
    }

    [Fact]
    public async Task A_missing_interpreter_is_told_from_a_script_that_fails_with_the_same_status()
    {
        using var script = new ScriptFile("#!/nonexistent/interpreter\n");
        using var failing = new ScriptFile("echo no such thing >&2; exit 127");

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(script.Path));

        Assert.StartsWith($"{script.Path} cannot be started: ", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(127, (await RunAsync(failing.Path)).ExitCode);
    }

    [Fact]
    public async Task Nothing_is_started_when_it_is_cancelled_already()
    {
        using var script = new ScriptFile("echo > $0.ran");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ProgramRunner(Long).RunAsync(script.Path, [], new CancellationToken(canceled: true)));

        Assert.False(File.Exists(script.Path + ".ran"));
    }

    [Fact]
    public async Task Many_runs_leave_no_descriptor_and_no_zombie()
    {
        await RunAsync("true");
        var descriptors = Directory.GetFiles("/proc/self/fd").Length;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => RunAsync("true")));

        // Other tests of this assembly start scripts meanwhile; a leak would leave three descriptors for each of the forty.
        await Eventually.HoldsAsync(() => Directory.GetFiles("/proc/self/fd").Length < descriptors + 40, "descriptors are closed");
        await Eventually.HoldsAsync(() => !Processes("stat").Any(IsZombieOfOurs), "no child is a zombie");
    }

    private static bool IsZombieOfOurs(string stat) =>
        stat.Contains($") Z {Environment.ProcessId} ", StringComparison.Ordinal);

    /// <summary>A file of /proc/PID of every process that is there.</summary>
    private static IEnumerable<string> Processes(string file)
    {
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            string text;
            try
            {
                text = File.ReadAllText(Path.Combine(folder, file));
            }
            catch (IOException)
            {
                continue;
            }

            yield return text;
        }
    }

    private static Task<ProgramResult> RunAsync(string text, string? lastArgument = null)
    {
        var command = ScriptCommand.Parse(text);
        string[] arguments = lastArgument is null ? [.. command.Arguments] : [.. command.Arguments, lastArgument];
        return new ProgramRunner(Long).RunAsync(command.Program, arguments, CancellationToken.None);
    }
}

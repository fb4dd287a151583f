using System.Diagnostics;

namespace LvsPluggable.Host.Tests.Agent;

/// <summary>The file in which other monitoring reads when the agent last ran; a parameter names it, so it may be anything.</summary>
public sealed class HeatbeatFileTests : IDisposable
{
    private readonly AgentSandbox _sandbox = new();

    public HeatbeatFileTests() => _sandbox.Environment["OCF_RESKEY_heatbeat_file"] = HeatbeatFile;

    private string HeatbeatFile => Path.Combine(_sandbox.Stub, "heatbeat");

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("monitor", 7)]
    [InlineData("start", 0)]
    [InlineData("reload-agent", 7)]
    public void It_gets_the_time_of_day_whatever_the_action_comes_to(string action, int code)
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        Assert.Equal(code, _sandbox.Do(action).ExitCode);

        // The clocks of uptime and of the day do not tick in the same instant.
        Assert.InRange(long.Parse(File.ReadAllText(HeatbeatFile)), before - 2, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2);
        Assert.Equal(["heatbeat"], Directory.GetFiles(_sandbox.Stub, "heatbeat*").Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("validate-all")]
    [InlineData("meta-data")]
    public void Other_actions_leave_it_alone(string action)
    {
        _sandbox.Put("meta-data.xml", "");

        Assert.Equal(0, _sandbox.Do(action).ExitCode);

        Assert.False(File.Exists(HeatbeatFile));
    }

    [Fact]
    public void It_is_replaced_and_keeps_its_mode()
    {
        File.WriteAllText(HeatbeatFile, "old");
        File.SetUnixFileMode(HeatbeatFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using var reader = File.OpenText(HeatbeatFile);

        _sandbox.Do("start");

        Assert.Equal("old", reader.ReadToEnd());
        Assert.NotEqual("old", File.ReadAllText(HeatbeatFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.OtherRead, File.GetUnixFileMode(HeatbeatFile));
    }

    [Theory]
    [InlineData("ln -s target")]
    [InlineData("ln -s /nonexistent/target")]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    public void What_is_no_regular_file_is_left_alone_and_that_is_said(string make)
    {
        _sandbox.Put("target", "other");
        Assert.Equal(0, _sandbox.Shell($"cd {_sandbox.Stub} && {make} {HeatbeatFile}").ExitCode);
        var before = _sandbox.Shell($"ls -ld {HeatbeatFile}").Output;
        _sandbox.Do("start");

        var result = _sandbox.Do("monitor");

        Assert.Equal((0, $"heatbeat_file {HeatbeatFile} is no regular file and was left alone\n"), (result.ExitCode, result.Errors));
        Assert.Equal(before, _sandbox.Shell($"ls -ld {HeatbeatFile}").Output);
        Assert.Equal("other", _sandbox.Got("target"));
    }

    [Fact]
    public void One_that_cannot_be_written_breaks_nothing_and_is_said()
    {
        _sandbox.Environment["OCF_RESKEY_heatbeat_file"] = "/nonexistent/file";
        _sandbox.Do("start");

        var result = _sandbox.Do("monitor");

        Assert.Equal((0, "heatbeat_file /nonexistent/file cannot be written\n"), (result.ExitCode, result.Errors));
    }

    [Fact]
    public void A_mount_that_does_not_answer_is_not_waited_for()
    {
        _sandbox.Do("start");
        _sandbox.Program("mv", "exec sleep 1000\n");
        var watch = Stopwatch.StartNew();

        var result = _sandbox.Do("monitor");

        Assert.Equal((0, $"heatbeat_file {HeatbeatFile}: its folder did not answer within 3 s\n"), (result.ExitCode, result.Errors));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void Stop_touches_nothing_that_a_parameter_names()
    {
        _sandbox.Environment.Remove("OCF_RESKEY_heatbeat_file");
        _sandbox.Do("start");
        Assert.Equal(0, _sandbox.Shell($"mkfifo {HeatbeatFile}").ExitCode);
        _sandbox.Environment["OCF_RESKEY_heatbeat_file"] = HeatbeatFile;
        var watch = Stopwatch.StartNew();

        var result = _sandbox.Do("stop");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.Equal(0, _sandbox.Shell($"test -p {HeatbeatFile}").ExitCode);
    }
}

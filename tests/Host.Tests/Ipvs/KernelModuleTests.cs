using System.Runtime.Versioning;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Tests.Ipvs;

[SupportedOSPlatform("linux")]
public sealed class KernelModuleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-modprobe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Modprobe_gets_the_name_of_the_module()
    {
        Script("echo \"$*\" > \"$(dirname \"$0\")/arguments\"");
        Assert.Equal("modprobe ip_vs succeeded", await Module().LoadAsync(CancellationToken.None));
        Assert.Equal("ip_vs\n", await File.ReadAllTextAsync($"{_folder}/arguments"));
    }

    [Fact]
    public async Task What_modprobe_complains_of_is_reported()
    {
        Script("echo 'no such module' >&2; exit 1");
        Assert.Equal("no such module", await Module().LoadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_silent_failure_is_reported_with_its_exit_code()
    {
        Script("exit 3");
        Assert.Equal("modprobe ip_vs ended with 3", await Module().LoadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_machine_without_modprobe_is_reported() =>
        Assert.Equal($"no modprobe in {_folder}", await Module().LoadAsync(CancellationToken.None));

    [Fact]
    public async Task A_file_that_cannot_be_run_is_reported()
    {
        await File.WriteAllTextAsync($"{_folder}/modprobe", "");
        Assert.StartsWith("modprobe ip_vs does not start: ", await Module().LoadAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_modprobe_that_hangs_is_killed_at_its_deadline()
    {
        Script("exec sleep 600");
        var module = new KernelModule("ip_vs", TimeProvider.System) { Folders = [_folder], Deadline = TimeSpan.FromMilliseconds(50) };
        Assert.Equal("modprobe ip_vs did not end within 0.05 s", await module.LoadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_cancelled_load_is_cancelled()
    {
        Script("exec sleep 600");
        using var cancel = new CancellationTokenSource();
        var load = Module().LoadAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
    }

    private KernelModule Module() =>
        new("ip_vs", TimeProvider.System) { Folders = [_folder], Deadline = TimeSpan.FromSeconds(20) };

    private void Script(string body)
    {
        var path = $"{_folder}/modprobe";
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

using System.Collections.Concurrent;
using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

/// <summary>What the agent and the unit file rely on when they start a host.</summary>
[SupportedOSPlatform("linux")]
public sealed class DiagnosticsTests : IDisposable
{
    private readonly HostProgram _program = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lvsdr-test.");

    public void Dispose()
    {
        _program.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public async Task The_environment_says_whether_debuggers_find_a_socket(string enabled, bool isThere)
    {
        var created = new ConcurrentQueue<string>();
        using var watcher = new FileSystemWatcher(_folder.FullName);
        watcher.Created += (_, file) => created.Enqueue(file.Name!);
        watcher.EnableRaisingEvents = true;
        _program.Environment["TMPDIR"] = _folder.FullName;
        _program.Environment["DOTNET_EnableDiagnostics"] = enabled;

        Assert.Equal(0, _program.Do("status").Code);

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "end"), "");
        await Eventually.HoldsAsync(() => created.Contains("end"), "whatever was created has been seen");
        Assert.Equal(isThere, created.Any(name => name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal)));
    }
}

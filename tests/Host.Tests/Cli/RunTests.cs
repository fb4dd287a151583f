using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class RunTests : IDisposable
{
    private readonly HostProgram _program = new("Chatty");

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_host_that_cannot_resume_ends_with_the_reason_as_its_last_words_and_whatever_plugins_do()
    {
        var state = Path.Combine(_program.Run, "lvsdr-" + _program.Instance);

        var (code, output, errors) = _program.Do("run", "--state", state, "--resume", "vip=192.0.2.1");

        Assert.Equal(6, code);
        Assert.Equal("", output);
        Assert.StartsWith("port is not set", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_whose_heap_is_full_ends_and_says_so()
    {
        _program.Environment["DOTNET_GCHeapHardLimit"] = "0x4000000";
        _program.Environment["DOTNET_DbgEnableMiniDump"] = "0";

        var (code, _, errors) = _program.Do(
            "run", "--instance", _program.Instance, "vip=192.0.2.1", "port=80", "chatty_servers=192.0.2.11", "chatty_hungry=true");

        Assert.Equal(128 + 6, code);
        Assert.Contains("the heap of the host is full", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("System.GC.HeapHardLimit", 536870912)]
    [InlineData("System.Threading.ThreadPool.MinThreads", 64)]
    public void The_heap_has_a_limit_and_the_thread_pool_has_threads_at_once(string name, int value) => Assert.Contains(
        $"\"{name}\": {value}",
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "lvsdr.runtimeconfig.json")),
        StringComparison.Ordinal);
}

using System.Diagnostics;

namespace LvsPluggable.Host.Tests.Agent;

/// <summary>The agent lvsdr-realsvr, for what it does without touching the network.</summary>
internal sealed class RealServerAgent : IDisposable
{
    private const string Path = "\nPATH=${PATH:+$PATH:}/usr/sbin:/usr/bin:/sbin:/bin\n";

    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-realsvr-").FullName;
    private readonly string _agent;

    /// <param name="programs">With these programs alone on the machine; null: with those there are.</param>
    public RealServerAgent(params string[]? programs)
    {
        var text = File.ReadAllText(Repository.PathOf("agent/lvsdr-realsvr"));
        Assert.Contains(Path, text, StringComparison.Ordinal);
        var bin = _root + "/bin";
        Directory.CreateDirectory(bin);
        foreach (var program in programs ?? [])
        {
            File.CreateSymbolicLink($"{bin}/{program}", "/usr/bin/" + program);
        }

        _agent = _root + "/lvsdr-realsvr";
        File.WriteAllText(_agent, programs is null ? text : text.Replace(Path, $"\nPATH={bin}\n", StringComparison.Ordinal));
        const UnixFileMode everybody = (UnixFileMode)0b111_101_101;
        File.SetUnixFileMode(_agent, everybody);
        File.SetUnixFileMode(_root, everybody);
    }

    public string Run => _root + "/run";

    public Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    public AgentResult Do(string action, params string[] before)
    {
        var start = AgentSandbox.Prepare([.. before, _agent, action]);
        start.Environment["PATH"] = "/usr/sbin:/bin:/usr/bin";
        start.Environment["HA_RSCTMP"] = Run;
        foreach (var (name, value) in Parameters)
        {
            start.Environment["OCF_RESKEY_" + name] = value;
        }

        return AgentSandbox.Finish(Process.Start(start)!);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

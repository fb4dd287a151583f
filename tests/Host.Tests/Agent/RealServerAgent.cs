using System.Diagnostics;

namespace LvsPluggable.Host.Tests.Agent;

/// <summary>The agent lvsdr-realsvr, for what it does without touching the network.</summary>
internal sealed class RealServerAgent : IDisposable
{
    private const string Path = "\nPATH=${PATH:+$PATH:}/usr/sbin:/usr/bin:/sbin:/bin\n";

    private const UnixFileMode ForEverybody = (UnixFileMode)0b111_101_101;

    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-realsvr-").FullName;
    private readonly string _bin;
    private readonly string _agent;

    /// <param name="programs">With these programs alone on the machine; null: with those there are.</param>
    public RealServerAgent(params string[]? programs)
    {
        var text = File.ReadAllText(Repository.PathOf("agent/lvsdr-realsvr"));
        Assert.Contains(Path, text, StringComparison.Ordinal);
        _bin = _root + "/bin";
        Directory.CreateDirectory(_bin);
        foreach (var program in programs ?? [])
        {
            File.CreateSymbolicLink($"{_bin}/{program}", "/usr/bin/" + program);
        }

        _agent = _root + "/lvsdr-realsvr";
        File.WriteAllText(_agent, programs is null ? text : text.Replace(Path, $"\nPATH={_bin}\n", StringComparison.Ordinal));
        File.SetUnixFileMode(_agent, ForEverybody);
        File.SetUnixFileMode(_root, ForEverybody);
    }

    public string Run => _root + "/run";

    public Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>A program that is on the machine besides those given.</summary>
    public void Program(string name, string script)
    {
        File.WriteAllText($"{_bin}/{name}", "#!/bin/sh\n" + script);
        File.SetUnixFileMode($"{_bin}/{name}", ForEverybody);
    }

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

using System.Diagnostics;

namespace LvsPluggable.Host.Tests.Agent;

/// <summary>The agent with a stub for its host, a stub for ipvsadm and a file for the kernel's table, in a folder of their own.</summary>
internal sealed class AgentSandbox : IDisposable
{
    public const string Header = "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n"
        + "  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n";

    public const string Table = Header + "TCP  0A000001:1538 rr \n  -> 0A000002:1538      Route   1      0          0         \n";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-agent-").FullName;

    public AgentSandbox()
    {
        Directory.CreateDirectory(Stub);
        Directory.CreateDirectory(Path.Combine(_root, "bin"));
        var text = File.ReadAllText(Repository.PathOf("agent/lvsdr"));
        const string table = "\nIPVS_TABLE=/proc/net/ip_vs\n";
        Assert.Contains(table, text, StringComparison.Ordinal);
        Install("lvsdr", text.Replace(table, $"\nIPVS_TABLE={Path.Combine(Stub, "table")}\n", StringComparison.Ordinal));
        Install("stub-host", File.ReadAllText(Repository.PathOf("tests/Host.Tests/Agent/stub-host")));
        Install("bin/logger", "#!/bin/sh\necho \"$*\" >>\"$STUB/syslog\"\n");
        Install("bin/ipvsadm", File.ReadAllText(Repository.PathOf("tests/Host.Tests/Agent/stub-ipvsadm")));
        Put("table", Header);
        // The agent is also run as a user without rights, who must get through to it.
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
    }

    public string Agent => Path.Combine(_root, "lvsdr");

    public string Stub => Path.Combine(_root, "stub");

    public string Run => Path.Combine(_root, "run");

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public string State(string instance = "one") => Path.Combine(Run, "lvsdr-" + instance);

    public void Put(string name, string text) => File.WriteAllText(Path.Combine(Stub, name), text);

    /// <summary>The host will own a virtual service, which is in the kernel's <see cref="Table"/> once it has started.</summary>
    public void OwnService()
    {
        Put("services", "-t 10.0.0.1:5432\n");
        Put("new-table", Table);
    }

    public string Got(string name) =>
        File.Exists(Path.Combine(Stub, name)) ? File.ReadAllText(Path.Combine(Stub, name)) : "";

    public AgentResult Do(string action, string instance = "one") => Finish(Begin([Agent, action], instance));

    public AgentResult DoAs(string[] command, string instance = "one") => Finish(Begin(command, instance));

    /// <summary>Starts a command in the agent's environment; its output is to be read by <see cref="Finish"/>.</summary>
    public Process Begin(string[] command, string instance = "one")
    {
        var start = Prepare(command);
        start.Environment["PATH"] = Path.Combine(_root, "bin") + ":/usr/sbin:/bin:/usr/bin";
        start.Environment["LVSDR_HOST"] = Path.Combine(_root, "stub-host");
        start.Environment["HA_RSCTMP"] = Run;
        start.Environment["STUB"] = Stub;
        start.Environment["OCF_RESOURCE_INSTANCE"] = instance;
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>A command with an empty environment, whose output <see cref="Finish"/> reads.</summary>
    public static ProcessStartInfo Prepare(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        return start;
    }

    public static AgentResult Finish(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            // Both streams must end, too: a daemon that kept one would hang whoever ran the action.
            Assert.True(Task.WaitAll([output, errors], Deadline), "the action's output did not end");
            process.WaitForExit();
            return new AgentResult(process.ExitCode, output.Result, errors.Result);
        }
    }

    public AgentResult Shell(string script) => DoAs(["/bin/sh", "-c", script]);

    public int HostPid(string instance = "one") => int.Parse(File.ReadAllText(Path.Combine(State(instance), "pid")).Split(' ')[0]);

    public int SupervisorPid => int.Parse(Record("supervisor").Split(' ')[0]);

    /// <summary>A file of the state folder; empty when it does not exist.</summary>
    public string Record(string name, string instance = "one")
    {
        try
        {
            return File.ReadAllText(Path.Combine(State(instance), name));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }

    /// <summary>A program that the agent finds in place of the system's.</summary>
    public void Program(string name, string script) => Install("bin/" + name, "#!/bin/sh\n" + script);

    /// <summary>Waits until another host than this one is on record and has written a heartbeat.</summary>
    public int AwaitHostAfter(int former)
    {
        var pid = 0;
        WaitUntil(
            () => int.TryParse(Record("pid").Split(' ')[0], out pid) && pid != former && ProcessTable.Runs(pid) && Record("heartbeat").Length > 0,
            "the host has been started again");
        return pid;
    }

    /// <summary>Waits until another host than this one is on record, however far it has come.</summary>
    public void AwaitRecordAfter(int former) => WaitUntil(
        () => Record("pid") is { Length: > 0 } pid && !pid.StartsWith($"{former} ", StringComparison.Ordinal), "another host is on record");

    /// <summary>The processes of a session.</summary>
    public static List<int> FindSession(string session)
    {
        var members = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3] == session)
                {
                    members.Add(int.Parse(Path.GetFileName(folder)));
                }
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return members;
    }

    public static void WaitUntil(Func<bool> condition, string what) =>
        Eventually.HoldsAsync(condition, what, Deadline).GetAwaiter().GetResult();

    public void Signal(string signal, int pid) => Assert.Equal(0, Shell($"kill -{signal} {pid}").ExitCode);

    public void Kill(int pid)
    {
        Signal("KILL", pid);
        WaitUntil(() => !ProcessTable.Runs(pid), $"process {pid} is gone");
    }

    /// <summary>Nobody starts the host again from now on.</summary>
    public void KillSupervisor() => Kill(SupervisorPid);

    /// <summary>Makes the heartbeat look some seconds older, and stops the host from writing a new one.</summary>
    public void AgeHeartbeat(int seconds)
    {
        Signal("STOP", HostPid());
        BackdateHeartbeat(seconds);
    }

    /// <summary>The uptime at which the host wrote its heartbeat.</summary>
    public long HeartbeatTime() => long.Parse(Record("heartbeat").Split(' ')[0]);

    /// <summary>Makes the heartbeat look some seconds older, as after a resume from suspend.</summary>
    public void BackdateHeartbeat(int seconds)
    {
        var path = Path.Combine(State(), "heartbeat");
        var words = File.ReadAllText(path).Split(' ', 2);
        File.WriteAllText(path, $"{long.Parse(words[0]) - seconds} {words[1]}");
    }

    public void Dispose()
    {
        foreach (var folder in Directory.Exists(Run) ? Directory.GetDirectories(Run) : [])
        {
            foreach (var file in new[] { "supervisor", "pid" }.Select(name => Path.Combine(folder, name)).Where(File.Exists))
            {
                KillSession(File.ReadAllText(file).Split(' ')[0]);
            }
        }

        Directory.Delete(_root, recursive: true);
    }

    private static void KillSession(string session)
    {
        foreach (var pid in FindSession(session))
        {
            try
            {
                using var member = Process.GetProcessById(pid);
                member.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It ended meanwhile.
            }
        }
    }

    private void Install(string name, string text)
    {
        var path = Path.Combine(_root, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }
}

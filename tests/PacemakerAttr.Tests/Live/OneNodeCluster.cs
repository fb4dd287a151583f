using System.Diagnostics;

namespace LvsPluggable.Plugins.PacemakerAttr.Tests.Live;

/// <summary>A real cluster of one node, <c>node1</c>, which runs a clone <c>server-clone</c>. Needs root, Pacemaker and corosync.</summary>
public sealed class OneNodeCluster : IAsyncLifetime, IDisposable
{
    private static readonly string[] Programs =
        ["/usr/sbin/pacemakerd", "/usr/sbin/corosync", "/usr/sbin/crm_mon", "/usr/bin/unshare", "/usr/bin/nsenter"];

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);

    private Process? _cluster;
    private FakeCrmMon? _crmMon;

    /// <summary>Why there is no cluster; null when there is one.</summary>
    public string? Missing { get; private set; }

    /// <summary>A crm_mon that sees the cluster.</summary>
    internal string CrmMon => _crmMon!.Path;

    private string Enter { get; set; } = "";

    public async Task InitializeAsync()
    {
        Missing = Environment.UserName != "root"
            ? "a cluster of one node needs root"
            : Programs.FirstOrDefault(program => !File.Exists(program)) is { } program ? $"a cluster of one node needs {program}" : null;
        if (Missing is not null)
        {
            return;
        }

        _cluster = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Live", "one-node-cluster"))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        using var deadline = new CancellationTokenSource(StartDeadline);
        var said = await _cluster.StandardOutput.ReadLineAsync(deadline.Token);
        if (said != "ready")
        {
            throw new InvalidOperationException("The cluster of one node did not start.");
        }

        var inside = (await File.ReadAllTextAsync($"/proc/{_cluster.Id}/task/{_cluster.Id}/children", deadline.Token)).Trim();
        Enter = $"exec nsenter -t {inside} -n -m -u -i -p env PCMK_ipc_type=socket";
        _crmMon = new FakeCrmMon($"{Enter} crm_mon \"$@\"");
    }

    /// <summary>Runs a command on the node, to its end.</summary>
    public async Task RunAsync(string command)
    {
        using var run = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{Enter} sh -c '{command}'"]) { UseShellExecute = false })!;
        await run.WaitForExitAsync();
        Assert.Equal(0, run.ExitCode);
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            _cluster.StandardInput.Close();
            await _cluster.WaitForExitAsync();
        }
    }

    public void Dispose()
    {
        _cluster?.Dispose();
        _crmMon?.Dispose();
    }
}

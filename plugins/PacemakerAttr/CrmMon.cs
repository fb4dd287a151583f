using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>
/// Looks at the cluster through crm_mon, the one program that shows nodes, resources and attributes in a single call. The newer
/// options (Pacemaker 2.0.4 and later) are tried first, those of before when they are refused.
/// </summary>
/// <param name="program">The program: a path, or a name to look up.</param>
/// <param name="deadline">After what time the caller gives up.</param>
internal sealed class CrmMon(string program, TimeSpan deadline)
{
    /// <summary>The program's name.</summary>
    public const string Name = "crm_mon";

    // CRM_EX_USAGE of Pacemaker's results.h, EX_USAGE of sysexits.h.
    private const int UsageExitCode = 64;

    // A resource takes some 300 bytes on every node.
    private const int MaximumOutput = 16 * 1024 * 1024;

    private static readonly string[] NewArguments =
        ["-1", "-r", "--output-as=xml", "--exclude=all", "--include=nodes,resources,attributes,dc"];

    private static readonly string[] OldArguments = ["-1", "-r", "-A", "--as-xml"];

    private readonly ProgramRunner _runner = new(deadline, new ProgramOptions { MaximumOutput = MaximumOutput });
    private volatile bool _isOld;

    /// <summary>
    /// The arguments with which it stays and writes something whenever the cluster's state changes. Only the newer one, without a
    /// terminal, writes a mark for each change; the older one writes everything anew every few changes.
    /// </summary>
    public IReadOnlyList<string> WatchArguments =>
        _isOld ? ["--disable-ncurses", "--interval=1"] : ["--output-as=text", "--interval=1", "--exclude=all"];

    /// <summary>Where the program is. Looked up every time: it may be installed while the host runs.</summary>
    /// <exception cref="InvalidOperationException">This machine has none; the message is a sentence for people.</exception>
    public string Find()
    {
        // The environment that Pacemaker gives an agent names the folder of its programs; a shell's PATH may lack /usr/sbin.
        string?[] folders = [Environment.GetEnvironmentVariable("PATH"), Environment.GetEnvironmentVariable("HA_SBIN_DIR"), "/usr/sbin", "/sbin"];
        return ProgramPath.Find(program, string.Join(':', folders.Where(folder => !string.IsNullOrEmpty(folder))));
    }

    /// <summary>Whether this machine has the program.</summary>
    public bool IsInstalled()
    {
        try
        {
            _ = Find();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Looks once.</summary>
    /// <exception cref="InvalidOperationException">The cluster's state cannot be known; the message is for people.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<ClusterState> ReadAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync(_isOld, cancellationToken);
        if (result.ExitCode == UsageExitCode)
        {
            var other = await RunAsync(!_isOld, cancellationToken);
            if (other.ExitCode != UsageExitCode)
            {
                _isOld = !_isOld;
                result = other;
            }
        }

        if (result.ExitCode != 0)
        {
            // It also prints XML when it fails, with the reason inside.
            throw new InvalidOperationException(ShownText.Of(ClusterXml.FailureIn(result.Output) ?? $"crm_mon failed with {result.Ending()}"));
        }

        return ClusterXml.Parse(result.Output);
    }

    private Task<ProgramResult> RunAsync(bool isOld, CancellationToken cancellationToken) =>
        _runner.RunAsync(Find(), isOld ? OldArguments : NewArguments, cancellationToken);
}

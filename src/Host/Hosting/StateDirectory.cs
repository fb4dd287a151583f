using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Hosting;

/// <summary>
/// The folder by which the agent and the host of one resource instance know of each other; <c>agent/lvsdr</c> describes its files.
/// Members may be called from several threads.
/// </summary>
internal sealed class StateDirectory
{
    private const string Prefix = "lvsdr-";

    /// <summary>Names a state directory; nothing is created.</summary>
    /// <param name="path">The folder, as the agent gives it.</param>
    public StateDirectory(string path) => Folder = Path.GetFullPath(path);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The resource instance's name, as far as the folder's name has it.</summary>
    public string Instance
    {
        get
        {
            var name = Path.GetFileName(Folder);
            return name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        }
    }

    /// <summary>The path of the host's socket.</summary>
    public string ControlSocket => Path.Combine(Folder, "control");

    private string PidFile => Path.Combine(Folder, "pid");

    private string HeartbeatFile => Path.Combine(Folder, "heartbeat");

    private string ServicesFile => Path.Combine(Folder, "services");

    private string ParametersFile => Path.Combine(Folder, "parameters.json");

    private string EndsFile => Path.Combine(Folder, "last-end");

    private string SupervisorFile => Path.Combine(Folder, "supervisor");

    private string EndedFile => Path.Combine(Folder, "ended");

    private string FormerSettingsFile => Path.Combine(Folder, "former-settings.json");

    private string SynchronisationFile => Path.Combine(Folder, "synchronises");

    private string HandOverFile => Path.Combine(Folder, "hand-over");

    private string StandbyFile => Path.Combine(Folder, "standby");

    private string DirectsFile => Path.Combine(Folder, "directs");

    private string PublishedFile => Path.Combine(Folder, "published");

    private string PrimaryFile => Path.Combine(Folder, "primary");

    /// <summary>The state directory of one resource instance.</summary>
    /// <param name="stateRoot">The folder of all of them.</param>
    /// <param name="instance">The instance's name.</param>
    /// <exception cref="ArgumentException">The name has a slash.</exception>
    public static StateDirectory Of(string stateRoot, string instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.Contains('/', StringComparison.Ordinal)
            ? throw new ArgumentException($"The instance name \"{instance}\" must not contain a slash.", nameof(instance))
            : new StateDirectory(Path.Combine(stateRoot, Prefix + instance));
    }

    /// <summary>The state directories of all instances on this machine, in the order of their names.</summary>
    /// <param name="stateRoot">The folder of all of them.</param>
    public static IReadOnlyList<StateDirectory> FindAll(string stateRoot) => Directory.Exists(stateRoot)
        ?
        [
            .. Directory.EnumerateDirectories(stateRoot, Prefix + "*")
                .Order(StringComparer.Ordinal)
                .Select(path => new StateDirectory(path)),
        ]
        : [];

    /// <summary>Creates the folder, for its owner alone, unless it exists.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not create it.</exception>
    public void Create() =>
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Replaces the heartbeat.</summary>
    /// <param name="heartbeat">What it says.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteHeartbeat(Heartbeat heartbeat) => Replace(HeartbeatFile, $"{heartbeat}\n");

    /// <summary>
    /// Replaces the list of virtual services that the host owns. To be called before a service is added to the kernel, and after
    /// one was deleted: whatever happens in between, stop finds it.
    /// </summary>
    /// <param name="selectors">Each as ipvsadm selects it: <c>-t 10.0.0.1:80</c>, <c>-t [fd00::1]:80</c>, <c>-f 7 -6</c>.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteServices(IEnumerable<string> selectors) =>
        Replace(ServicesFile, string.Concat(selectors.Select(selector => OneLine.Of(selector) + "\n")));

    /// <summary>
    /// The virtual services that the host of this instance owns, or owned when it ended without removing them. Empty when it never
    /// added one.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyList<string> ReadServices() => [.. ReadLines(ServicesFile).Where(line => line.Length > 0)];

    /// <summary>Replaces the parameters that are in force.</summary>
    /// <param name="saved">The parameters.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write them.</exception>
    public void WriteParameters(SavedParameters saved) =>
        Replace(ParametersFile, JsonSerializer.Serialize(saved, ControlJson.Default.SavedParameters));

    /// <summary>The parameters that were in force last; null when there are none.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="JsonException">They are not understood.</exception>
    public SavedParameters? ReadParameters()
    {
        var text = string.Join('\n', ReadLines(ParametersFile));
        return text.Length > 0 ? JsonSerializer.Deserialize(text, ControlJson.Default.SavedParameters) : null;
    }

    /// <summary>Replaces what settings of the kernel were before they were changed.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write them.</exception>
    public void WriteFormerSettings(IReadOnlyList<FormerSetting> settings)
    {
        if (settings.Count > 0)
        {
            Replace(FormerSettingsFile, JsonSerializer.Serialize(settings, ControlJson.Default.IReadOnlyListFormerSetting));
        }
        else
        {
            File.Delete(FormerSettingsFile);
        }
    }

    /// <summary>What settings of the kernel were before they were changed.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="JsonException">They are not understood.</exception>
    public IReadOnlyList<FormerSetting> ReadFormerSettings()
    {
        var text = string.Join('\n', ReadLines(FormerSettingsFile));
        return text.Length > 0 ? JsonSerializer.Deserialize(text, ControlJson.Default.IReadOnlyListFormerSetting) ?? [] : [];
    }

    /// <summary>Whether this instance has the kernel's daemon of synchronisation run.</summary>
    /// <exception cref="IOException">It cannot be said.</exception>
    public bool Synchronises
    {
        get => File.Exists(SynchronisationFile);
        set
        {
            if (value)
            {
                Replace(SynchronisationFile, "");
            }
            else
            {
                File.Delete(SynchronisationFile);
            }
        }
    }

    /// <summary>The state directories of the other instances on this machine.</summary>
    public IEnumerable<StateDirectory> Others => FindAll(Path.GetDirectoryName(Folder)!).Where(other => other.Folder != Folder);

    /// <summary>The ends of hosts of this instance that were not asked to end, in the order in which they came.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public IReadOnlyList<HostEnd> ReadEnds() => [.. ReadLines(EndsFile).Select(HostEnd.Read).OfType<HostEnd>()];

    /// <summary>The process that the agent launched, as it was recorded; null when there is none or it has ended.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public int? FindHost() => FindProcess(PidFile);

    /// <summary>The agent's supervisor, which starts a host that has ended again; null when there is none or it has ended.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public int? FindSupervisor() => FindProcess(SupervisorFile);

    /// <summary>Whether the host is to know what it would do, and to do nothing.</summary>
    public bool IsStandby => File.Exists(StandbyFile);

    /// <summary>Answers the agent, which waits for the standby to end.</summary>
    /// <param name="problem">Why the host does not direct; null when it does.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public void WriteDirects(string? problem) => Replace(DirectsFile, problem is null ? "0\n" : $"1 {OneLine.Of(problem)}\n");

    /// <summary>Tells the agent which node attribute there is because of this host.</summary>
    /// <param name="name">The attribute; null when there is none any more.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public void WritePublished(string? name)
    {
        if (name is null)
        {
            File.Delete(PublishedFile);
        }
        else
        {
            Replace(PublishedFile, name + "\n");
        }
    }

    /// <summary>Tells the agent where the primary is that real servers follow.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public void WritePrimary(IEnumerable<IPAddress> addresses) => Replace(PrimaryFile, string.Join(' ', addresses) + "\n");

    /// <summary>Tells the supervisor that the host ends because another one is to take over.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public void WriteHandOver() => Replace(HandOverFile, "");

    /// <summary>Tells the supervisor that the host ends because it was asked to.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public void WriteEnded() => Replace(EndedFile, "");

    /// <summary>Records this process as the host, where no agent has done so.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WritePid() => Replace(PidFile, $"{Environment.ProcessId} {ReadStartTime(Environment.ProcessId)}\n");

    /// <summary>Removes the folder and all that is in it.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public void Delete() => Directory.Delete(Folder, recursive: true);

    private static int? FindProcess(string record)
    {
        var words = ReadLines(record).FirstOrDefault("").Split(' ');
        return words.Length == 2
            && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && ReadStartTime(pid) == words[1]
                ? pid
                : null;
    }

    // Field 22 of /proc/PID/stat; the second one, the program's name, may hold blanks and parentheses.
    private static string? ReadStartTime(int pid)
    {
        var line = ReadLines($"/proc/{pid}/stat").FirstOrDefault("");
        var fromThird = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fromThird.Length > 19 && fromThird[0] is not ("Z" or "X") ? fromThird[19] : null;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    // No flush to a disk: the folder is gone after a reboot anyway.
    private static void Replace(string path, string text) =>
        WholeFile.Replace(path, WholeFile.OwnerOnly, isDurable: false, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}

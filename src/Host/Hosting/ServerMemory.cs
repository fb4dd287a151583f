using System.Text.Json;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Text;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>
/// Keeps last lists as files in a folder that survives stop and reboot. They are written by a thread of their own: a disk that hangs keeps
/// nobody waiting.
/// </summary>
internal sealed class ServerMemory : IServerMemory, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly OutsideThreads Readers = new("lvsdr memory");

    private readonly Lock _lock = new();
    private readonly AutoResetEvent _changed = new(initialState: false);
    private readonly Dictionary<string, ServerListFile> _unwritten = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _listed = new();
    private readonly string _folder;
    private readonly string _instance;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Thread _writer;
    private volatile bool _isEnding;

    /// <param name="folder">The folder; it is made when it is needed.</param>
    /// <param name="instance">The resource instance, after which files are named.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it is said that lists cannot be kept.</param>
    public ServerMemory(string folder, string instance, TimeProvider time, ILogger log)
    {
        _folder = folder;
        _instance = instance;
        _time = time;
        _log = log;
        _writer = new Thread(Write) { IsBackground = true, Name = "lvsdr memory" };
        _writer.Start();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RememberedServer>> RecallAsync(ServiceDefinition service, CancellationToken stopping)
    {
        try
        {
            var path = PathOf(service);
            await _listed.Task.WaitAsync(Patience, _time, stopping);
            if (!IsThere(path))
            {
                return [];
            }

            var file = await Readers.Run(() => Read(path)).WaitAsync(Patience, _time, stopping);
            if (file is not { Version: ServerListFile.CurrentVersion } || file.ListedBy != service.ListedBy)
            {
                return [];
            }

            var isSameBoot = file.Boot == Boot();
            return
            [
                .. file.Servers.Select(server => server.ToServer(isSameBoot, _time.GetElapsedTime(0)))
                    .DistinctBy(server => server.Candidate.EndPoint),
            ];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or FormatException or TimeoutException)
        {
            _log.LogWarning("The last list of {Service} cannot be read: {Reason}", service.Service.Key, Words.Of(problem));
            return [];
        }
    }

    /// <inheritdoc/>
    public void Remember(ServiceDefinition service, IReadOnlyList<RememberedServer> servers)
    {
        var path = PathOf(service);
        lock (_lock)
        {
            // An empty list is as good as none.
            if (servers.Count == 0 && _listed.Task.IsCompletedSuccessfully && !_files.Contains(path))
            {
                return;
            }

            _files.Add(path);
            _unwritten[path] = new ServerListFile { ListedBy = service.ListedBy, Boot = Boot(), Servers = [.. servers.Select(ListedServer.Of)] };
        }

        _changed.Set();
    }

    /// <summary>Writes what is left, for at most two seconds.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _changed.Set();
        _writer.Join(TimeSpan.FromSeconds(2));
    }

    private static string Boot() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private string PathOf(ServiceDefinition service)
    {
        var key = service.Service.Key;
        return Path.Combine(_folder, $"{_instance}.{key.ToString().TrimStart('-').Replace(' ', '_')}.json");
    }

    private static ServerListFile? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize(stream, ControlJson.Default.ServerListFile);
    }

    private bool IsThere(string path)
    {
        lock (_lock)
        {
            return _files.Contains(path);
        }
    }

    // A disk that hangs is not asked for each service whether there is something.
    private void List()
    {
        try
        {
            string[] files = Directory.Exists(_folder) ? Directory.GetFiles(_folder) : [];
            lock (_lock)
            {
                _files.UnionWith(files);
            }

            _listed.SetResult();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _listed.SetException(problem);
        }
    }

    private void Forget(string path)
    {
        if (Directory.Exists(_folder))
        {
            File.Delete(path);
        }

        lock (_lock)
        {
            // Another list may have been given meanwhile.
            if (!_unwritten.ContainsKey(path))
            {
                _files.Remove(path);
            }
        }
    }

    private void Write()
    {
        List();
        var isFailing = false;
        while (true)
        {
            var isEnding = _isEnding;
            foreach (var (path, file) in Taken())
            {
                try
                {
                    if (file.Servers.Count == 0)
                    {
                        Forget(path);
                        continue;
                    }

                    Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                    var next = path + ".next";
                    using (var stream = File.Create(next))
                    {
                        stream.Write(JsonSerializer.SerializeToUtf8Bytes(file, ControlJson.Default.ServerListFile));
                        stream.Flush(flushToDisk: true);
                    }

                    File.Move(next, path, overwrite: true);
                    isFailing = false;
                }
                catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
                {
                    if (!isFailing)
                    {
                        _log.LogWarning("The last list cannot be kept: {Reason}", Words.Of(problem));
                    }

                    isFailing = true;
                }
            }

            if (isEnding)
            {
                return;
            }

            _changed.WaitOne();
        }
    }

    private List<KeyValuePair<string, ServerListFile>> Taken()
    {
        lock (_lock)
        {
            var taken = _unwritten.ToList();
            _unwritten.Clear();
            return taken;
        }
    }
}

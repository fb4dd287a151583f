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
    private readonly ServerListFiles _files;
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
        _files = new ServerListFiles(folder, instance);
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
            var path = _files.PathOf(service.Service.Key);
            await _files.LookedThrough.WaitAsync(Patience, _time, stopping);
            if (!_files.IsThere(path))
            {
                return [];
            }

            var file = await Readers.Run(() => ServerListFiles.Read(path)).WaitAsync(Patience, _time, stopping);
            if (file is not { Version: ServerListFile.CurrentVersion } || file.ListedBy != service.ListedBy.Value)
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
        var path = _files.PathOf(service.Service.Key);
        lock (_lock)
        {
            // An empty list is as good as none.
            if (servers.Count == 0 && _files.LookedThrough.IsCompletedSuccessfully && !_unwritten.ContainsKey(path) && !_files.IsThere(path))
            {
                return;
            }

            _unwritten[path] = new ServerListFile { ListedBy = service.ListedBy.Value, Boot = Boot(), Servers = [.. servers.Select(ListedServer.Of)] };
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

    private void Write()
    {
        _files.LookThrough();
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
                        _files.Delete(path);
                        continue;
                    }

                    _files.Write(path, file);
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

            // An empty list that is given while one of these is written must not be taken for one of a file that was never there.
            foreach (var (path, _) in taken.Where(file => file.Value.Servers.Count > 0))
            {
                _files.Expect(path);
            }

            return taken;
        }
    }
}

using LvsPluggable;

namespace AcmeName;

/// <summary>The hosts of a file. It wakes the host when the file changes, instead of being asked at the next interval.</summary>
internal sealed class HostsFileSource(string path) : IRealServerSource, IWakeable
{
    private readonly SemaphoreSlim _changed = new(0);
    private FileSystemWatcher? _watcher;

    // What is thrown means "not known": the last list stays, and people see the message.
    public async ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
    {
        _watcher ??= Watch();
        var lines = await File.ReadAllLinesAsync(path, cancellationToken);
        return [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => new RealServer { Host = line })];
    }

    public async ValueTask WaitForChangeAsync(CancellationToken cancellationToken) => await _changed.WaitAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        return ValueTask.CompletedTask;
    }

    private FileSystemWatcher Watch()
    {
        var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        watcher.Changed += (_, _) => _changed.Release();
        watcher.Created += (_, _) => _changed.Release();
        watcher.Renamed += (_, _) => _changed.Release();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}

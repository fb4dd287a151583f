using System.Collections.Concurrent;
using System.Text.Json;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Hosting;

/// <summary>
/// The files of an instance's last lists, in a folder that is made when it is needed. Its disk may hang, so it is looked through once, and
/// not asked for each service whether there is something.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="instance">The resource instance, after which files are named.</param>
internal sealed class ServerListFiles(string folder, string instance)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly ConcurrentDictionary<string, bool> _there = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _lookedThrough = new();

    /// <summary>Completes when it is known which files there are; fails when the folder cannot be read.</summary>
    public Task LookedThrough => _lookedThrough.Task;

    /// <summary>Where the list of a virtual service is.</summary>
    public string PathOf(ServiceKey key) => Path.Combine(folder, $"{instance}.{key.ToString().TrimStart('-').Replace(' ', '_')}.json");

    /// <summary>Whether a file is there, or is about to be.</summary>
    public bool IsThere(string path) => _there.ContainsKey(path);

    /// <summary>A file is about to be there.</summary>
    public void Expect(string path) => _there[path] = true;

    /// <summary>Looks which files there are.</summary>
    public void LookThrough()
    {
        try
        {
            foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
            {
                var name = Path.GetFileName(path);
                if (name.StartsWith($"{instance}.", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
                {
                    Expect(path);
                }
            }

            _lookedThrough.SetResult();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _lookedThrough.SetException(problem);
        }
    }

    /// <summary>Reads a file; null when there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It makes no sense.</exception>
    public static ServerListFile? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize(stream, ControlJson.Default.ServerListFile);
    }

    /// <summary>Writes a file that is whole, or as it was before.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path, ServerListFile file)
    {
        Directory.CreateDirectory(folder, OwnerOnly);
        WholeFile.Replace(
            path, WholeFile.OwnerOnly, isDurable: true, stream => JsonSerializer.Serialize(stream, file, ControlJson.Default.ServerListFile));
    }

    /// <summary>Removes a file, which need not be there.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public void Delete(string path)
    {
        if (Directory.Exists(folder))
        {
            File.Delete(path);
        }

        _there.TryRemove(path, out _);
    }
}

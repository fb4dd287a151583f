namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>Names that the resolver of the laboratory finds in <c>/etc/hosts</c>, a folder of its own; what was there is back at the end.</summary>
internal sealed class HostsFile : IDisposable
{
    private readonly string _path;
    private readonly string? _former;

    public HostsFile()
    {
        _path = "/etc/hosts";
        _former = new FileInfo(_path).LinkTarget;
    }

    /// <summary>From now on it has these names and no others; each line is an address and a name.</summary>
    public void Say(params string[] lines)
    {
        File.WriteAllLines(_path + ".new", ["127.0.0.1 localhost", .. lines]);
        File.Move(_path + ".new", _path, overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(_path);
        if (_former is not null)
        {
            File.CreateSymbolicLink(_path, _former);
        }
    }
}

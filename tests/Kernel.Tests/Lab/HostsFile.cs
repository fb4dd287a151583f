namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>Names that the resolver of the laboratory finds in <c>/etc/hosts</c>, a folder of its own; what was there is back at the end.</summary>
internal sealed class HostsFile : IDisposable
{
    private readonly FileInfo _file = new("/etc/hosts");
    private readonly string? _former;

    public HostsFile()
    {
        _former = _file.LinkTarget;
    }

    /// <summary>From now on it has these names and no others; each line is an address and a name.</summary>
    public void Say(params string[] lines)
    {
        File.WriteAllLines(_file.FullName + ".new", ["127.0.0.1 localhost", .. lines]);
        File.Move(_file.FullName + ".new", _file.FullName, overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(_file.FullName);
        if (_former is not null)
        {
            File.CreateSymbolicLink(_file.FullName, _former);
        }
    }
}

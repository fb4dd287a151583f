namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

/// <summary>A shell script in the place of crm_mon, in a folder of its own.</summary>
internal sealed class FakeCrmMon : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-crm-mon-").FullName;

    /// <param name="script">The script; $D is its folder.</param>
    public FakeCrmMon(string script)
    {
        Path = Beside("crm_mon");
        File.WriteAllText(Path, $"#!/bin/sh\nD={_folder}\n{script}\n");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public string Beside(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>The numbers that the script wrote to a file, one a line, once there are that many.</summary>
    public Task<int[]> NumbersAsync(string name, int count) => ProcessTable.NumbersInAsync(Beside(name), count);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

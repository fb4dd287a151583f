using System.Runtime.Versioning;

namespace LvsPluggable.Testing.Tests;

/// <summary>The files of a folder in a folder of their own, which nobody else may write to.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FolderCopy : IDisposable
{
    public FolderCopy(string folder)
    {
        Path = Directory.CreateTempSubdirectory("lvsdr-kit-").FullName;
        foreach (var file in Directory.GetFiles(folder))
        {
            var copy = PathOf(System.IO.Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

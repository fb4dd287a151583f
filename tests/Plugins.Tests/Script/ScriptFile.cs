namespace LvsPluggable.Plugins.Tests.Script;

/// <summary>A shell script in a folder of its own.</summary>
internal sealed class ScriptFile : IDisposable
{
    public const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public ScriptFile(string text, UnixFileMode mode = Executable)
    {
        Folder = Directory.CreateTempSubdirectory("lvsdr-script-").FullName;
        Path = System.IO.Path.Combine(Folder, "script");
        File.WriteAllText(Path, text.StartsWith("#!", StringComparison.Ordinal) ? text : "#!/bin/sh\n" + text);
        File.SetUnixFileMode(Path, mode);
    }

    public string Folder { get; }

    public string Path { get; }

    /// <summary>A file that the script finds as $(dirname $0)/NAME.</summary>
    public string Beside(string name) => System.IO.Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

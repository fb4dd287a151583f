namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>Sizes and times of change of a DLL and its .deps.json; equal as long as nobody replaced one of them.</summary>
internal readonly record struct FileVersion(long Size, DateTime Changed, long DependenciesSize, DateTime DependenciesChanged)
{
    /// <summary>The version of a DLL and what lies beside it; a file that is not there has a version too.</summary>
    public static FileVersion Of(string library)
    {
        var (first, second) = (new FileInfo(library), new FileInfo(Path.ChangeExtension(library, ".deps.json")));
        return new FileVersion(SizeOf(first), first.LastWriteTimeUtc, SizeOf(second), second.LastWriteTimeUtc);
    }

    private static long SizeOf(FileInfo file) => file.Exists ? file.Length : -1;
}

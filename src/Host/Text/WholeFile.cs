namespace LvsPluggable.Host.Text;

/// <summary>Replaces files so that who reads one finds the former or the new, and never a part.</summary>
internal static class WholeFile
{
    private const string Unfinished = ".next";

    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(1);

    /// <summary>For files that are nobody else's business.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>For files that everybody may read.</summary>
    public const UnixFileMode Readable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Replaces a file. Two at once do so one after the other, whichever is the last.</summary>
    /// <param name="path">The file, which need not be there; its folder has to be.</param>
    /// <param name="mode">Who may read it, as far as the process' umask lets them.</param>
    /// <param name="isDurable">Whether it is on the disk when this returns.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <exception cref="IOException">It cannot be written, and is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public static void Replace(string path, UnixFileMode mode, bool isDurable, Action<Stream> write)
    {
        var next = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}{Unfinished}";
        RemoveLeftovers(path);
        try
        {
            // A process of this number may have ended in the middle of it.
            File.Delete(next);
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode };
            using (var stream = new FileStream(next, create))
            {
                write(stream);
                stream.Flush(isDurable);
            }

            File.Move(next, path, overwrite: true);
        }
        catch
        {
            Discard(next);
            throw;
        }
    }

    // Of processes that were killed in the middle of it.
    private static void RemoveLeftovers(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var longAgo = TimeProvider.System.GetUtcNow().UtcDateTime - LongestWrite;
        foreach (var file in Directory.EnumerateFiles(folder, $"{Path.GetFileName(path)}.*{Unfinished}").Where(file => File.GetLastWriteTimeUtc(file) < longAgo))
        {
            Discard(file);
        }
    }

    private static void Discard(string next)
    {
        try
        {
            File.Delete(next);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What it was written for has failed already, and says so.
        }
    }
}

using System.Text;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.History;

/// <summary>
/// The files of an instance's history: one that is written to, and the one before it. Both together are bounded in size and age.
/// </summary>
/// <param name="folder">The folder; it is made when it is needed.</param>
/// <param name="instance">The resource instance, after which they are named.</param>
/// <param name="largest">The size, in bytes, from which on a new file is begun.</param>
internal sealed class HistoryFiles(string folder, string instance, long largest = HistoryFiles.Largest)
{
    /// <summary>The size, in bytes, from which on a new file is begun.</summary>
    public const long Largest = 4 * 1024 * 1024;

    private const string Suffix = ".history";
    private const string FormerSuffix = ".history.1";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>How much time one file covers at the most: what is twice as old is gone when something is written.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(45);

    private DateTimeOffset? _began;

    /// <summary>The file that is written to.</summary>
    internal string Current => Path.Combine(folder, instance + Suffix);

    /// <summary>The one before it.</summary>
    internal string Former => Path.Combine(folder, instance + FormerSuffix);

    /// <summary>The instances that have a history in a folder, in the order of their names.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static IReadOnlyList<string> Instances(string folder) => !Directory.Exists(folder)
        ? []
        :
        [
            .. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))
                .Select(name => name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length]
                    : name.EndsWith(FormerSuffix, StringComparison.Ordinal) ? name[..^FormerSuffix.Length]
                    : "")
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Adds to the history; it is on the disk when this returns, or nothing of it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public void Append(IReadOnlyList<Notice> notices)
    {
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var last = notices[^1].Time;
        _began ??= Read(Current).FirstOrDefault()?.Time ?? last;
        if (new FileInfo(Current) is { Exists: true } file && (file.Length >= largest || last - _began >= Span))
        {
            File.Move(Current, Former, overwrite: true);
            _began = last;
        }

        if (new FileInfo(Former) is { Exists: true } former && last.UtcDateTime - former.LastWriteTimeUtc >= 2 * Span)
        {
            former.Delete();
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = OwnerOnly,
            BufferSize = 0,
        };
        using var stream = new FileStream(Current, options);
        var text = string.Concat(notices.Select(notice => HistoryLine.Write(notice) + "\n"));
        var end = stream.Length;
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(IsTorn(stream) ? "\n" + text : text));
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // What fitted in is written again with the rest.
            stream.SetLength(end);
            throw;
        }
    }

    /// <summary>All that is kept, the oldest first. Lines that are torn or make no sense are left out.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public IEnumerable<Notice> Read() => Read(Former).Concat(Read(Current));

    private static IEnumerable<Notice> Read(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
        {
            if (HistoryLine.Read(line) is { } notice)
            {
                yield return notice;
            }
        }
    }

    // Leaves the stream at its end. Where a host or the disk ended in the middle of a line, the next one begins a new one.
    private static bool IsTorn(FileStream stream)
    {
        if (stream.Length == 0)
        {
            return false;
        }

        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() != '\n';
    }
}

using System.Text;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.History;

/// <summary>What is added to a history by a host that runs, as it is added.</summary>
/// <param name="files">The history; what it has already is not given.</param>
internal sealed class HistoryTail(HistoryFiles files)
{
    // More than a host ever waits with; what is before it is in the history.
    private const int Largest = 1024 * 1024;

    private long _place = Length(files.Current);

    /// <summary>What was added since the last time.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public IReadOnlyList<Notice> Read()
    {
        var length = Length(files.Current);
        if (length == _place)
        {
            return [];
        }

        var notices = new List<Notice>();
        if (length < _place)
        {
            // A new file was begun, and the one that was read is the former.
            notices.AddRange(Read(files.Former, ref _place));
            _place = 0;
        }

        notices.AddRange(Read(files.Current, ref _place));
        return notices;
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static IEnumerable<Notice> Read(string path, ref long place)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        place = Math.Max(place, stream.Length - Largest);
        stream.Seek(place, SeekOrigin.Begin);
        var bytes = new byte[Math.Max(0, stream.Length - place)];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);

        // A line that is being written is for the next time.
        var whole = bytes.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
        place += whole;
        return [.. Encoding.UTF8.GetString(bytes, 0, whole).Split('\n').Select(HistoryLine.Read).OfType<Notice>()];
    }
}

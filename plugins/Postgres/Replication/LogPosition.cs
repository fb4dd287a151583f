using System.Globalization;

namespace LvsPluggable.Postgres.Replication;

/// <summary>
/// A position in the write-ahead log, in bytes, as PostgreSQL's type <c>pg_lsn</c> writes it: two hexadecimal numbers of 32 bits,
/// <c>16/B374D848</c>.
/// </summary>
internal readonly record struct LogPosition(ulong Bytes) : IComparable<LogPosition>
{
    /// <exception cref="FormatException">It is no position.</exception>
    public static LogPosition Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !uint.TryParse(text.AsSpan(0, slash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !uint.TryParse(text.AsSpan(slash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            throw new FormatException($"\"{text}\" is no position in a write-ahead log such as 16/B374D848");
        }

        return new LogPosition(((ulong)high << 32) | low);
    }

    public int CompareTo(LogPosition other) => Bytes.CompareTo(other.Bytes);

    public static bool operator <(LogPosition one, LogPosition other) => one.Bytes < other.Bytes;

    public static bool operator >(LogPosition one, LogPosition other) => one.Bytes > other.Bytes;

    public static bool operator <=(LogPosition one, LogPosition other) => one.Bytes <= other.Bytes;

    public static bool operator >=(LogPosition one, LogPosition other) => one.Bytes >= other.Bytes;

    public override string ToString() => $"{Bytes >> 32:X}/{(uint)Bytes:X}";
}

using System.Buffers.Binary;
using System.Text;

namespace LvsPluggable.Host.Cli.Logging;

/// <summary>Writes an entry in the journal's own format (https://systemd.io/JOURNAL_NATIVE_PROTOCOL). Pure.</summary>
internal static class JournalEntry
{
    /// <summary>The bytes of an entry.</summary>
    /// <param name="fields">Names, in capitals, digits and underscores, and values.</param>
    public static byte[] Write(IEnumerable<(string Name, string Value)> fields)
    {
        using var entry = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        foreach (var (name, value) in fields)
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            entry.Write(Encoding.UTF8.GetBytes(name));
            if (bytes.Contains((byte)'\n'))
            {
                entry.WriteByte((byte)'\n');
                BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)bytes.Length);
                entry.Write(length);
            }
            else
            {
                entry.WriteByte((byte)'=');
            }

            entry.Write(bytes);
            entry.WriteByte((byte)'\n');
        }

        return entry.ToArray();
    }
}

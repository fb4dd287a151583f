using System.Buffers.Binary;
using System.Text;
using FsCheck.Fluent;
using LvsPluggable.Host.Cli.Logging;

namespace LvsPluggable.Host.Tests.Cli.Logging;

public sealed class JournalEntryTests
{
    [Fact]
    public void A_field_of_one_line_is_a_line_and_one_of_several_has_its_length_before_it() => Assert.Equal(
        "PRIORITY=4\nMESSAGE\n\u0003\0\0\0\0\0\0\0a\nb\n",
        Encoding.UTF8.GetString(JournalEntry.Write([("PRIORITY", "4"), ("MESSAGE", "a\nb")])));

    [Fact]
    public void No_text_becomes_a_field_of_its_own() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<FsCheck.NonNull<string>>(),
        ArbMap.Default.ArbFor<FsCheck.NonNull<string>>(),
        (one, other) =>
        {
            var (message, instance) = (one.Get + "\nPRIORITY=0", Valid(other.Get));

            Assert.Equal(
                [("MESSAGE", Valid(message)), ("LVSDR_INSTANCE", instance)],
                Read(JournalEntry.Write([("MESSAGE", message), ("LVSDR_INSTANCE", instance)])));
        }));

    // Halves of surrogate pairs are no text.
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static List<(string Name, string Value)> Read(byte[] entry)
    {
        var fields = new List<(string Name, string Value)>();
        for (var place = 0; place < entry.Length;)
        {
            var end = Array.FindIndex(entry, place, letter => letter is (byte)'=' or (byte)'\n');
            var name = Encoding.UTF8.GetString(entry, place, end - place);
            var isBinary = entry[end] == '\n';
            var start = isBinary ? end + 9 : end + 1;
            var length = isBinary
                ? (int)BinaryPrimitives.ReadUInt64LittleEndian(entry.AsSpan(end + 1))
                : Array.IndexOf(entry, (byte)'\n', start) - start;
            fields.Add((name, Encoding.UTF8.GetString(entry, start, length)));
            place = start + length + 1;
        }

        return fields;
    }
}

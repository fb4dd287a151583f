using System.Buffers;
using System.Text;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>
/// Reads keys from what a terminal sends: UTF-8, control characters, and the sequences of ECMA-48 (sections 5.4 and 5.6) that xterm and those
/// like it have for keys; others are passed over. Pure but for what it waits for the rest of.
/// </summary>
internal sealed class KeyParser
{
    private const byte Esc = 0x1b;
    private const int LongestSequence = 32;

    private byte[] _pending = [];

    /// <summary>Whether something has begun that may be a key by itself, or have more to come.</summary>
    public bool IsWaiting => _pending.Length > 0;

    /// <summary>The keys that are whole with these bytes.</summary>
    public IReadOnlyList<LiveKey> Read(ReadOnlySpan<byte> bytes) => Take([.. _pending, .. bytes], isAll: false);

    /// <summary>The keys that what has begun is when nothing more comes.</summary>
    public IReadOnlyList<LiveKey> Flush() => Take(_pending, isAll: true);

    private List<LiveKey> Take(byte[] bytes, bool isAll)
    {
        var keys = new List<LiveKey>();
        var place = 0;
        while (place < bytes.Length && Length(bytes.AsSpan(place), isAll) is > 0 and var length)
        {
            if (KeyOf(bytes.AsSpan(place, length)) is { } key)
            {
                keys.Add(key);
            }

            place += length;
        }

        _pending = bytes[place..];
        return keys;
    }

    // How many bytes the first key has; 0 when more have to come.
    private static int Length(ReadOnlySpan<byte> bytes, bool isAll)
    {
        if (bytes[0] != Esc)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var count);
            return status == OperationStatus.NeedMoreData && !isAll ? 0 : count;
        }

        if (bytes.Length == 1)
        {
            return isAll ? 1 : 0;
        }

        return bytes[1] switch
        {
            (byte)'O' when bytes.Length > 2 => 3,
            (byte)'O' => isAll ? 1 : 0,
            (byte)'[' => SequenceLength(bytes, isAll),
            _ => 1,
        };
    }

    private static int SequenceLength(ReadOnlySpan<byte> bytes, bool isAll)
    {
        var end = bytes[2..].IndexOfAnyInRange((byte)'@', (byte)'~');
        return end is >= 0 and <= LongestSequence ? end + 3 : isAll || bytes.Length > LongestSequence ? 1 : 0;
    }

    private static LiveKey? KeyOf(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        Esc when bytes.Length == 1 => new LiveKey(KeyKind.Escape),
        Esc => SequenceKey(Encoding.ASCII.GetString(bytes[2..])),
        0x03 => new LiveKey(KeyKind.Interrupt),
        0x0c => new LiveKey(KeyKind.Redraw),
        (byte)'\r' or (byte)'\n' => new LiveKey(KeyKind.Enter),
        0x08 or 0x7f => new LiveKey(KeyKind.Backspace),
        < 0x20 => null,
        _ => Rune.DecodeFromUtf8(bytes, out var letter, out _) == OperationStatus.Done && !Rune.IsControl(letter) ? new LiveKey(KeyKind.Character, letter.ToString()) : null,
    };

    private static LiveKey? SequenceKey(string sequence) => sequence switch
    {
        "A" => new LiveKey(KeyKind.Up),
        "B" => new LiveKey(KeyKind.Down),
        "H" or "1~" or "7~" => new LiveKey(KeyKind.Home),
        "F" or "4~" or "8~" => new LiveKey(KeyKind.End),
        "5~" => new LiveKey(KeyKind.PageUp),
        "6~" => new LiveKey(KeyKind.PageDown),
        "M" => new LiveKey(KeyKind.Enter),
        _ => null,
    };
}

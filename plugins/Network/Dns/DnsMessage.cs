using System.Buffers.Binary;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Dns;

/// <summary>Questions to name servers, and what their answers say (RFC 1035, 4.1).</summary>
internal static class DnsMessage
{
    private const int HeaderLength = 12;
    private const int InternetClass = 1;
    private const ushort RecursionDesired = 0x0100;
    private const ushort IsResponse = 0x8000;
    private const ushort IsCut = 0x0200;

    private static readonly string[] Codes =
        ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH", "NOTZONE"];

    /// <summary>A question.</summary>
    public static byte[] Question(ushort id, DnsName name, DnsRecordType type)
    {
        var message = new byte[HeaderLength + name.Labels.Length + 4];
        BinaryPrimitives.WriteUInt16BigEndian(message, id);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), RecursionDesired);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), 1);
        name.Labels.CopyTo(message.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(HeaderLength + name.Labels.Length), (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(HeaderLength + name.Labels.Length + 2), InternetClass);
        return message;
    }

    /// <summary>Whether a message answers a question with this number; what is inside may still be wrong.</summary>
    public static bool IsAnswer(ReadOnlySpan<byte> message, ushort id) =>
        message.Length >= HeaderLength && Word(message, 0) == id && (Word(message, 2) & IsResponse) != 0;

    /// <summary>Whether the server left out what did not fit.</summary>
    public static bool IsTruncated(ReadOnlySpan<byte> message) => (Word(message, 2) & IsCut) != 0;

    /// <summary>Counts the records of the type asked for.</summary>
    /// <param name="message">A message for which <see cref="IsAnswer"/> is true.</param>
    /// <param name="type">The type.</param>
    /// <exception cref="WrongAnswerException">The server says that there is no answer, or the message is broken.</exception>
    public static int CountRecords(ReadOnlySpan<byte> message, DnsRecordType type)
    {
        var code = Word(message, 2) & 0xF;
        if (code != 0)
        {
            throw new WrongAnswerException($"it answers {(code < Codes.Length ? Codes[code] : $"code {code}")}");
        }

        var position = HeaderLength;
        for (var question = 0; question < Word(message, 4); question++)
        {
            position = Checked(message, AfterName(message, position) + 4);
        }

        var found = 0;
        for (var record = 0; record < Word(message, 6); record++)
        {
            var fields = AfterName(message, position);
            Checked(message, fields + 10);
            found += Word(message, fields) == (ushort)type && Word(message, fields + 2) == InternetClass ? 1 : 0;
            position = Checked(message, fields + 10 + Word(message, fields + 8));
        }

        return found;
    }

    // Labels until the root, or until a pointer, which is not followed: where the name ends is all that matters.
    private static int AfterName(ReadOnlySpan<byte> message, int position)
    {
        while (true)
        {
            var length = message[Checked(message, position + 1) - 1];
            switch (length)
            {
                case 0:
                    return position + 1;
                case >= 0xC0:
                    return Checked(message, position + 2);
                case > 63:
                    throw Broken();
                default:
                    position += length + 1;
                    break;
            }
        }
    }

    private static int Checked(ReadOnlySpan<byte> message, int end) => end <= message.Length ? end : throw Broken();

    private static WrongAnswerException Broken() => new("its answer is no DNS message");

    private static ushort Word(ReadOnlySpan<byte> message, int offset) => BinaryPrimitives.ReadUInt16BigEndian(message[offset..]);
}

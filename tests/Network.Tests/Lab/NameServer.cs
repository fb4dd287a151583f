using System.Buffers.Binary;
using LvsPluggable.Plugins.Network.Dns;

namespace LvsPluggable.Network.Tests.Lab;

/// <summary>Answers of name servers.</summary>
internal static class NameServer
{
    /// <summary>The answer to a question: records of these types, whose names point into the question.</summary>
    public static byte[] Answer(byte[] question, int code, params DnsRecordType[] types)
    {
        var answer = question.ToList();
        foreach (var type in types)
        {
            answer.AddRange([0xC0, 12, 0, (byte)type, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]);
        }

        byte[] message = [.. answer];
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(0x8180 | code));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), (ushort)types.Length);
        return message;
    }

    /// <summary>The same, of which the server says that not all of it fitted.</summary>
    public static byte[] Cut(byte[] question)
    {
        var message = Answer(question, 0);
        message[2] |= 2;
        return message;
    }
}

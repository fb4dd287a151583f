using System.Buffers.Binary;

namespace LvsPluggable.Network.Tests.Lab;

/// <summary>Answers requests of HTTP/2 on a connection with 200 and a body, and understands no more than that needs (RFC 9113).</summary>
internal static class Http2Responder
{
    private const int PrefaceLength = 24;
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte Acknowledge = 1;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    // An entry of HPACK's static table: ":status: 200".
    private const byte Status200 = 0x88;

    public static async Task ServeAsync(Stream stream, byte[] body, CancellationToken stopping)
    {
        await stream.ReadExactlyAsync(new byte[PrefaceLength], stopping);
        await WriteAsync(stream, Settings, 0, 0, [], stopping);
        var head = new byte[9];
        while (true)
        {
            await stream.ReadExactlyAsync(head, stopping);
            await stream.ReadExactlyAsync(new byte[(head[0] << 16) | (head[1] << 8) | head[2]], stopping);
            var id = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
            if (head[3] == Settings && head[4] == 0)
            {
                await WriteAsync(stream, Settings, Acknowledge, 0, [], stopping);
            }
            else if (head[3] == Headers)
            {
                await WriteAsync(stream, Headers, EndHeaders, id, [Status200], stopping);
                await WriteAsync(stream, Data, EndStream, id, body, stopping);
            }
        }
    }

    private static async Task WriteAsync(Stream stream, byte type, byte flags, int id, byte[] payload, CancellationToken stopping)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame, stopping);
    }
}

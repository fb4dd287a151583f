using System.Net.Sockets;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>Hears every frame that comes into a network namespace, from when it is made.</summary>
internal sealed class FrameListener : IDisposable
{
    // ETH_P_ALL of linux/if_ether.h, in the byte order of the network.
    private const ProtocolType Everything = (ProtocolType)0x0300;

    private const int LongestFrame = 65536;

    private readonly List<byte[]> _heard = [];
    private readonly Socket _socket;

    /// <param name="networkNamespace">The namespace.</param>
    public FrameListener(string networkNamespace) =>
        _socket = NetworkNamespace.Call(networkNamespace, () => new Socket(AddressFamily.Packet, SocketType.Raw, Everything) { Blocking = false });

    /// <summary>How many frames have come that meet a condition.</summary>
    public int Count(Func<byte[], bool> condition)
    {
        var buffer = new byte[LongestFrame];
        while (_socket.Poll(0, SelectMode.SelectRead))
        {
            _heard.Add(buffer[.._socket.Receive(buffer)]);
        }

        return _heard.Count(condition);
    }

    public void Dispose() => _socket.Dispose();
}

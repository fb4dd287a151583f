using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Host.Tests.Hosting;

/// <summary>A socket in the role of systemd's: what a host says arrives before its call returns.</summary>
internal sealed class ListeningManager : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };

    /// <param name="folder">Where its socket is made; null for one in the abstract namespace.</param>
    public ListeningManager(string? folder)
    {
        var name = $"lvsdr-test-{Guid.NewGuid():N}";
        Address = folder is null ? "@" + name : Path.Combine(folder, name);
        _socket.Bind(new UnixDomainSocketEndPoint(folder is null ? "\0" + name : Address));
    }

    /// <summary>What <c>NOTIFY_SOCKET</c> says.</summary>
    public string Address { get; }

    /// <summary>The messages since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        var messages = new List<string>();
        var buffer = new byte[4096];
        while (_socket.Poll(0, SelectMode.SelectRead))
        {
            messages.Add(Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer)));
        }

        return messages;
    }

    public void Dispose() => _socket.Dispose();
}

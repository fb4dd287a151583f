using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>The server of one real server: says its name to whoever connects, then echoes.</summary>
internal sealed class EchoServer : TcpServer
{
    /// <summary>Starts it; it accepts connections when this returns.</summary>
    public static EchoServer Start(string name, int port) => Start<EchoServer>(name, port);

    /// <summary>Starts one on the director itself.</summary>
    public static EchoServer StartOnDirector(int port) => Start<EchoServer>(port);

    protected override async Task ServeAsync(Socket connection)
    {
        await connection.SendAsync(Encoding.ASCII.GetBytes(Name + "\n"));
        var buffer = new byte[4096];
        int count;
        while ((count = await connection.ReceiveAsync(buffer)) > 0)
        {
            await connection.SendAsync(buffer.AsMemory(0, count));
        }
    }
}

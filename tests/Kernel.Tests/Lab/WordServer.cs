using System.Net.Sockets;
using System.Text;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>An agent on a host of the laboratory: says a line to whoever connects, as HAProxy's agent-check expects it, and closes.</summary>
internal sealed class WordServer : TcpServer
{
    public const int Port = 9707;

    /// <summary>What it says.</summary>
    public string Words { get; set; } = "up";

    /// <summary>Starts it on a real server; it accepts connections when this returns.</summary>
    public static WordServer Start(string name) => Start<WordServer>(name, Port);

    protected override async Task ServeAsync(Socket connection) => await connection.SendAsync(Encoding.ASCII.GetBytes($"{Words}\n"));
}

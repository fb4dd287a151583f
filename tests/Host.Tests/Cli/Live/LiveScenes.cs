using LvsPluggable.Host.Cli.Live;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Tests.Page;

namespace LvsPluggable.Host.Tests.Cli.Live;

/// <summary>Looks at hosts, and keys.</summary>
internal static class LiveScenes
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static LiveModel Seen(params IReadOnlyList<ServerStatus> servers)
    {
        var model = new LiveModel();
        model.Take([PageScene.Host(servers)], Noon);
        return model;
    }

    public static ServerStatus Server(int number, ulong connections, ulong bytes) => PageScene.Server(number) with
    {
        Traffic = new TrafficStatus { Connections = connections, ConnectionsPerSecond = 0, IncomingPackets = 0, OutgoingPackets = 0, IncomingBytes = bytes, OutgoingBytes = 0 },
    };

    public static ServerStatus Down(int number) => PageScene.Server(number, ServerState.Down);

    public static IReadOnlyList<LiveServer> Shown(LiveModel model, LiveView view) => LiveSelection.Servers(LiveSelection.Of(model.Hosts, view));

    public static IEnumerable<string> Names(LiveModel model, LiveView view) => Shown(model, view).Select(server => server.Status.Host);

    /// <summary>Presses keys one after the other: letters, or a kind of key in &lt;&gt;.</summary>
    public static LiveStep Press(this LiveView view, LiveModel model, params string[] keys)
    {
        var step = new LiveStep(view);
        foreach (var key in keys)
        {
            step = step.View.Press(key is ['<', .. var kind, '>'] ? new LiveKey(Enum.Parse<KeyKind>(kind)) : new LiveKey(KeyKind.Character, key), Shown(model, step.View));
        }

        return step;
    }
}

using System.Runtime.InteropServices;

namespace LvsPluggable.TestPlugins;

/// <summary>
/// Prints wherever it can, and has a thread and an exit handler that never end. Its real servers are what its parameter says.
/// </summary>
public sealed partial class ChattyPlugin : ILvsPlugin
{
    private static readonly Parameter<string> Servers = new()
    {
        Name = "chatty_servers",
        ShortDescription = "Addresses",
        LongDescription = "The real servers, separated by blanks; \"fail\" is a source that fails.",
    };

    private static readonly Parameter<bool> Unfit = new()
    {
        Name = "chatty_unfit",
        ShortDescription = "Unfit",
        LongDescription = "Whether a check finds every server unfit.",
        Default = "false",
    };

    private static readonly Parameter<bool> Hungry = new()
    {
        Name = "chatty_hungry",
        ShortDescription = "Hungry",
        LongDescription = "Whether the plugin takes all memory when it is configured.",
        Default = "false",
    };

    private readonly List<byte[]> _eaten = [];

    public ChattyPlugin()
    {
        Console.WriteLine("chatty: a line on standard output");
        for (var i = 0; i < 300; i++)
        {
            Console.Error.WriteLine("chatty: a line on standard error " + new string('x', 600));
        }

        var native = "chatty: native\n"u8.ToArray();
        _ = Write(1, native, native.Length);
        new Thread(() => Thread.Sleep(Timeout.Infinite)).Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(Timeout.Infinite);
    }

    public string Name => "chatty";

    public IReadOnlyList<Parameter> Parameters => [Servers, Unfit, Hungry];

    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        while (plugin.Get(Hungry))
        {
            _eaten.Add(new byte[1_000_000]);
        }

        if (plugin.TryGet(Servers, out var servers))
        {
            plugin.AddSource("chatty", () => new ChattySource(servers));
        }

        if (plugin.Get(Unfit))
        {
            plugin.AddCheck("unfit", _ => new UnfitCheck());
        }
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte[] text, nint length);
}

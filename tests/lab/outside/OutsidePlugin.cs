using LvsPluggable;

namespace Outside;

/// <summary>Lists the servers of its one parameter, with weight 8.</summary>
public sealed class OutsidePlugin : ILvsPlugin
{
    private static readonly Parameter<string> Servers = new()
    {
        Name = "outside_servers",
        ShortDescription = "Real servers, from outside",
        LongDescription = "Addresses of real servers, separated by blanks.",
    };

    public string Name => "outside";

    public IReadOnlyList<Parameter> Parameters { get; } = [Servers];

    public void Configure(IPluginBuilder plugin)
    {
        if (plugin.IsSet(Servers.Name))
        {
            var servers = plugin.Get(Servers).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            plugin.AddSource("outside", () => new OutsideSource(servers));
        }
    }
}

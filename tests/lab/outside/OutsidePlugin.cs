using LvsPluggable;

namespace Outside;

/// <summary>Lists the servers of its parameter, with weight 8; a later version, with another where that is said.</summary>
public sealed class OutsidePlugin : ILvsPlugin
{
    private static readonly Parameter<string> Servers = new()
    {
        Name = "outside_servers",
        ShortDescription = "Real servers, from outside",
        LongDescription = "Addresses of real servers, separated by blanks.",
    };

#if UPGRADED
    private static readonly Parameter<int> Weight = new()
    {
        Name = "outside_weight",
        ShortDescription = "Weight of each",
        LongDescription = "The weight of each server.",
        Default = "8",
    };

    public IReadOnlyList<Parameter> Parameters { get; } = [Servers, Weight];
#else
    public IReadOnlyList<Parameter> Parameters { get; } = [Servers];
#endif

    public string Name => "outside";

    public void Configure(IPluginBuilder plugin)
    {
        if (plugin.IsSet(Servers.Name))
        {
            var servers = plugin.Get(Servers).Split(' ', StringSplitOptions.RemoveEmptyEntries);
#if UPGRADED
            var weight = plugin.Get(Weight);
#else
            const int weight = 8;
#endif
            plugin.AddSource("outside", () => new OutsideSource(servers, weight));
        }
    }
}

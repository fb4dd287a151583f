namespace LvsPluggable.Testing.Tests;

/// <summary>A plugin whose source and check do what a test wants.</summary>
internal sealed class KitPlugin : ILvsPlugin
{
    private static readonly Parameter<string> Hosts = new()
    {
        Name = "kit_hosts",
        ShortDescription = "Hosts",
        LongDescription = "The real servers, separated by blanks.",
    };

    private static readonly Parameter<int> Number = new()
    {
        Name = "kit_number",
        ShortDescription = "Number",
        LongDescription = "A number.",
        Default = "1",
        Minimum = 1,
        Maximum = 9,
    };

    public Func<CancellationToken, ValueTask<IReadOnlyList<RealServer>>>? List { get; init; }

    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    public Func<RealServer, CancellationToken, ValueTask<HealthResult>> Check { get; init; } = (_, _) => new(HealthResult.Healthy());

    public Func<CancellationToken, ValueTask> Wait { get; init; } = token => new(Task.Delay(Timeout.InfiniteTimeSpan, token));

    public string Name => "kit";

    public IReadOnlyList<Parameter> Parameters { get; init; } = [Hosts, Number];

    public void Configure(IPluginBuilder plugin)
    {
        if (plugin.TryGet(Hosts, out var hosts))
        {
            plugin.AddSource("kit", () => new Subject
            {
                List = List ?? (_ => new([.. hosts.Split(' ').Select(host => new RealServer { Host = host })])),
                Wait = Wait,
            });
        }

        plugin.AddCheck("kit", server => new Subject { Check = token => Check(server, token), Wait = Wait, Measurements = Measurements });
    }
}

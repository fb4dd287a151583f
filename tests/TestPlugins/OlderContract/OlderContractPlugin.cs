namespace LvsPluggable.TestPlugins;

/// <summary>A plugin built against contract 1.0, using what that had.</summary>
public sealed class OlderContractPlugin : ILvsPlugin
{
    private static readonly Parameter<string> Host = new()
    {
        Name = "older_host",
        ShortDescription = "Host",
        LongDescription = "The one real server.",
        Default = "192.0.2.11",
    };

    public string Name => "older";

    public IReadOnlyList<Parameter> Parameters { get; } = [Host];

    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        var host = plugin.Get(Host);
        plugin.AddSource("older", () => new OneHost(host));
    }

    private sealed class OneHost(string host) : IRealServerSource
    {
        public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) =>
            new([new RealServer { Host = host, Weight = 7 }]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

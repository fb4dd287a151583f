using LvsPluggable.Host.Plugins.Loading;

namespace LvsPluggable.Testing;

/// <summary>Lists no real server, so that the host takes parameters of a plugin that has checks alone.</summary>
internal sealed class NoServers : ILvsPlugin, IRealServerSource
{
    // The host refuses a plugin of this name.
    private const string Blank = " ";

    /// <summary>One, as the host has it; tests run beside each other, and the host configures a plugin once at a time.</summary>
    public static LoadedPlugin Load() => new()
    {
        Plugin = new NoServers(),
        Name = Blank,
        Parameters = [],
        File = "",
        Version = new Version(0, 0),
    };

    /// <inheritdoc/>
    public string Name => Blank;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => [];

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin) => plugin.AddFallbackSource("no servers", () => this);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => new([]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

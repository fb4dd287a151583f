using LvsPluggable.Host.Plugins.Loading;

namespace LvsPluggable.Testing;

/// <summary>Lists no real server, so that the host takes parameters of a plugin that has checks alone.</summary>
internal sealed class NoServers : ILvsPlugin, IRealServerSource
{
    /// <summary>It, as the host has it.</summary>
    public static LoadedPlugin Loaded { get; } = new()
    {
        Plugin = new NoServers(),
        // No plugin has a name with a blank at its end.
        Name = "no servers ",
        Parameters = [],
        File = "",
        Version = new Version(0, 0),
    };

    /// <inheritdoc/>
    public string Name => Loaded.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => [];

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin) => plugin.AddFallbackSource("no servers", () => this);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken) => new([]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

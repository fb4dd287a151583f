namespace LvsPluggable.Plugins.Static;

/// <summary>
/// The hosts of <see cref="HostParameters.WeightOfRealServers"/> as real servers, for a service whose servers nothing else lists.
/// </summary>
public sealed class StaticPlugin : ILvsPlugin
{
    /// <inheritdoc/>
    public string Name => "static";

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; } = [];

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        if (!plugin.IsSet(HostParameters.WeightOfRealServers.Name))
        {
            return;
        }

        var hosts = plugin.Get(HostParameters.WeightOfRealServers);
        plugin.AddFallbackSource(Name, () => new StaticSource(hosts), new CallDefaults { IsConstant = true });
    }
}

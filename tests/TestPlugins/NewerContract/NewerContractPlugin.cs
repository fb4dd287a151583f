namespace LvsPluggable.TestPlugins;

/// <summary>A plugin built against a contract that is newer than the host's.</summary>
public sealed class NewerContractPlugin : ILvsPlugin
{
    public string Name => "newer";

    public IReadOnlyList<Parameter> Parameters { get; } = [];

    public void Configure(IPluginBuilder plugin)
    {
    }
}

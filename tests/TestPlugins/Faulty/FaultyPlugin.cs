namespace LvsPluggable.TestPlugins;

/// <summary>What is right unless a derived plugin makes it wrong.</summary>
public abstract class FaultyPlugin(string name, params Parameter?[]? parameters) : ILvsPlugin
{
    public virtual string Name => name;

    public virtual IReadOnlyList<Parameter> Parameters => parameters!;

    public void Configure(IPluginBuilder plugin)
    {
    }

    protected static Parameter<string> Text(string name) => new() { Name = name, ShortDescription = "s", LongDescription = "l" };

    protected static Parameter<int> Number(string name, string text) =>
        new() { Name = name, ShortDescription = "s", LongDescription = "l", Default = text, Minimum = 1, Maximum = 9 };
}

namespace LvsPluggable.TestPlugins;

/// <summary>A plugin with a private dependency, whose version its parameter's default shows.</summary>
public sealed class SecondPlugin : ILvsPlugin
{
    public string Name => "second";

    public IReadOnlyList<Parameter> Parameters { get; } =
    [
        new Parameter<string>
        {
            Name = "second_greeting",
            ShortDescription = "Greeting",
            LongDescription = "Shows which version of the dependency is in use.",
            Default = Greeting.Text,
            SupersededBy = ["nobody_knows_this"],
        },
    ];

    public void Configure(IPluginBuilder plugin)
    {
    }
}

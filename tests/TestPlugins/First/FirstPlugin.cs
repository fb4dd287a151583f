namespace LvsPluggable.TestPlugins;

/// <summary>A plugin with a private dependency, whose version its parameter's default shows.</summary>
public sealed class FirstPlugin : ILvsPlugin
{
    public string Name => "first";

    public IReadOnlyList<Parameter> Parameters { get; } =
    [
        new Parameter<string>
        {
            Name = "first_greeting",
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

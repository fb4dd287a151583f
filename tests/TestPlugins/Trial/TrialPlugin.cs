namespace LvsPluggable.TestPlugins;

/// <summary>A plugin that somebody still works at: what its source and its check do is what its parameters say.</summary>
public sealed class TrialPlugin : ILvsPlugin
{
    private static readonly Parameter<string> Servers = new()
    {
        Name = "trial_servers",
        ShortDescription = "Addresses",
        LongDescription = "The real servers, separated by blanks; \"fail\" is a source that fails, \"broken\" one that cannot be created.",
    };

    private static readonly Parameter<string> Answer = new()
    {
        Name = "trial_answer",
        ShortDescription = "Answer",
        LongDescription = "What the check answers: fit, half, drain, unfit, failing, unknown, throw or hang.",
    };

    private static readonly Parameter<string> Wake = new()
    {
        Name = "trial_wake",
        ShortDescription = "File to wait for",
        LongDescription = "The source wakes the host once, when this file is there.",
    };

    public string Name => "trial";

    public IReadOnlyList<Parameter> Parameters { get; } = [Servers, Answer, Wake];

    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        if (plugin.TryGet(Servers, out var servers))
        {
            plugin.TryGet(Wake, out var wake);
            plugin.AddSource("trial", () => servers == "broken" ? throw new InvalidOperationException("not today") : new TrialSource(servers, wake));
        }

        if (plugin.TryGet(Answer, out var answer))
        {
            plugin.AddCheck("trial", _ => new TrialCheck(answer));
        }
    }
}

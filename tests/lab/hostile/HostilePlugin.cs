using LvsPluggable;

namespace Hostile;

/// <summary>Does to its host what its parameter says, one bad thing a word.</summary>
public sealed class HostilePlugin : ILvsPlugin
{
    private static readonly Parameter<string> Does = new()
    {
        Name = "hostile_does",
        ShortDescription = "What it does",
        LongDescription = "Words, separated by blanks.",
    };

    public HostilePlugin() => Console.WriteLine("printed where XML belongs");

    public string Name => "hostile";

    public IReadOnlyList<Parameter> Parameters { get; } = [Does];

    public void Configure(IPluginBuilder plugin)
    {
        if (!plugin.TryGet(Does, out var text))
        {
            return;
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Contains("configure-throws"))
        {
            throw new InvalidOperationException("hostile_does has a bad day");
        }

        foreach (var word in words.Where(word => word.StartsWith("source-", StringComparison.Ordinal)))
        {
            plugin.AddSource($"hostile {word}", () => HostileSource.Create(word));
        }

        foreach (var word in words.Where(word => word.StartsWith("check-", StringComparison.Ordinal)))
        {
            plugin.AddCheck($"hostile {word}", _ => HostileCheck.Create(word, plugin.Time));
        }

        foreach (var word in words.Where(word => word.StartsWith("process-", StringComparison.Ordinal)))
        {
            HostileThread.Start(word);
        }
    }
}

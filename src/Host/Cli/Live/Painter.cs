using Spectre.Console;
using Spectre.Console.Rendering;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Makes lines for a terminal of what is drawn; each begins and ends with the terminal's usual look.</summary>
/// <param name="isColoured">Whether there are colours; without them there are bold, dim and inverted texts all the same.</param>
internal sealed class Painter(bool isColoured)
{
    /// <summary>The lines.</summary>
    /// <param name="drawn">What is drawn, one below the other.</param>
    /// <param name="width">The cells of a line.</param>
    public IReadOnlyList<string> Lines(IEnumerable<IRenderable> drawn, int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = isColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = Math.Max(1, width);
        var lines = new List<string>();
        foreach (var part in drawn)
        {
            console.Write(part);
            lines.AddRange(text.ToString().TrimEnd('\n').Split('\n'));
            text.GetStringBuilder().Clear();
        }

        return lines;
    }
}

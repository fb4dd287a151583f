using Spectre.Console;
using Spectre.Console.Rendering;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Draws what the keys do.</summary>
internal static class HelpDrawing
{
    private static readonly (string Keys, string Words)[] Lines =
    [
        ("↑ ↓ j k", "choose a real server; PageUp, PageDown, Home (g) and End (G) go further"),
        ("Enter", "all of it: why, since when, what its checks said, what happened to it; Esc leads back"),
        ("s", "order: as in the table, trouble first, name, connections, new connections a second, weight"),
        ("r", "the other way round"),
        ("/", "show only servers with a text in what is shown of them; Esc shows all again"),
        ("t", "show only servers that are not up"),
        ("d", "drain: no new connections, those it has go on; asks first"),
        ("u", "undrain; asks first"),
        ("Ctrl-L", "draw everything anew"),
        ("q", "end"),
    ];

    public static IEnumerable<IRenderable> Parts()
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (keys, words) in Lines)
        {
            grid.AddRow(new Paragraph(keys, Ink.Strong), new Paragraph(words));
        }

        return [new Paragraph(" "), grid, new Paragraph(" "), new Paragraph("The curves are of the last looks: active connections, and new connections a second, each from 0 to its greatest.", Ink.Soft)];
    }
}

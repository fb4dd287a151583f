using LvsPluggable.Text;
using Spectre.Console.Rendering;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>Fits texts into the cells of a terminal, where a letter may take none, one or two. What moves the cursor is left out.</summary>
internal static class Cells
{
    /// <summary>A text of so many cells: cut, or filled up with blanks.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="width">The cells.</param>
    /// <param name="isRight">Whether it is at their right end.</param>
    public static string Fit(string text, int width, bool isRight = false)
    {
        var cut = Cut(text, width);
        var blanks = new string(' ', Math.Max(0, width - Count(cut)));
        return isRight ? blanks + cut : cut + blanks;
    }

    /// <summary>A text of so many cells at the most; what is cut has an ellipsis.</summary>
    public static string Cut(string text, int width)
    {
        var line = OneLine.Of(text);
        return Count(line) <= width ? line
            : width <= 0 ? ""
            : (Segment.Truncate(new Segment(line), width - 1)?.Text ?? "") + "…";
    }

    private static int Count(string text) => new Segment(text).CellCount();
}

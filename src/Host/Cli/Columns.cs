using System.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>Lays rows of text out in columns.</summary>
internal static class Columns
{
    /// <param name="rows">The rows, the head first; the last column is not padded.</param>
    /// <param name="indent">Spaces before each row.</param>
    /// <param name="paint">Paints a padded cell: row, column, text.</param>
    public static IEnumerable<string> Format(
        IReadOnlyList<IReadOnlyList<string>> rows, int indent, Func<int, int, string, string> paint)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        for (var index = 0; index < rows.Count; index++)
        {
            var line = new StringBuilder(new string(' ', indent));
            for (var column = 0; column < widths.Count; column++)
            {
                var isLast = column == widths.Count - 1;
                line.Append(paint(index, column, isLast ? rows[index][column] : rows[index][column].PadRight(widths[column])));
                line.Append(isLast ? "" : "  ");
            }

            yield return line.ToString();
        }
    }
}

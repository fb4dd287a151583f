using System.Data.Common;
using System.Globalization;

namespace MySql;

/// <summary>A row, whose columns have the names that MariaDB or those that MySQL gives them.</summary>
internal sealed class Row(IReadOnlyDictionary<string, string?> columns)
{
    /// <summary>The current row.</summary>
    public static Row Of(DbDataReader reader) => new(Enumerable.Range(0, reader.FieldCount).ToDictionary(
        reader.GetName, number => Convert.ToString(reader.GetValue(number), CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase));

    /// <summary>The text of the first of these columns that there is; null where it is empty or NULL.</summary>
    public string? this[params string[] names] =>
        names.Select(name => columns.GetValueOrDefault(name)).FirstOrDefault(text => text is not null) is { Length: > 0 } found ? found : null;
}

using System.Text;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Reads a section of a connection service file (parseServiceFile in src/interfaces/libpq/fe-connect.c): lines of
/// <c>keyword=value</c> without quotes and without spaces around the equals sign, up to the next section. Of two lines with one
/// keyword the first counts, and of two sections with one name.
/// </summary>
/// <param name="path">The file, for people.</param>
/// <param name="service">The name of the section.</param>
/// <param name="mistakes">Where mistakes are added.</param>
internal sealed class ServiceFileReader(string path, string service, Mistakes mistakes)
{
    // libpq's buffer holds a line, the end of the line and a NUL.
    private const int LongestLine = 1021;

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _found = [];

    /// <summary>Whether a mistake was found, so that the section counts for nothing.</summary>
    public bool IsBroken => _found.Count > 0;

    /// <summary>The section's keywords and values; null when there is no such section, and after a mistake.</summary>
    /// <param name="text">The text of the file.</param>
    public IReadOnlyDictionary<string, string>? Read(string text)
    {
        var isInside = false;
        var number = 0;
        foreach (var whole in text.Split('\n'))
        {
            number++;
            var line = whole.Trim(KeyValueReader.Spaces);
            if (Encoding.UTF8.GetByteCount(whole) > LongestLine)
            {
                Add(number, $"is too long; it should have at most {LongestLine} bytes");
            }
            else if (line.StartsWith('['))
            {
                if (isInside)
                {
                    break;
                }

                isInside = line.StartsWith($"[{service}]", StringComparison.Ordinal);
            }
            else if (isInside && line.Length > 0 && !line.StartsWith('#'))
            {
                ReadLine(number, line);
            }
        }

        foreach (var secret in _values.Where(pair => Keywords.IsSecret(pair.Key)))
        {
            mistakes.Hide(secret.Value);
        }

        _found.ForEach(mistakes.Add);
        return isInside && !IsBroken ? _values : null;
    }

    private void ReadLine(int number, string line)
    {
        var sign = line.IndexOf('=', StringComparison.Ordinal);
        var keyword = sign < 0 ? "" : line[..sign];
        if (line.StartsWith("ldap", StringComparison.Ordinal))
        {
            Add(number, "asks a directory (ldap), which is not supported; write the keywords here");
        }
        else if (sign < 0)
        {
            Add(number, "has no =; it should be keyword=value");
        }
        else if (keyword is "service" or "servicefile")
        {
            Add(number, $"has {keyword}, and a service cannot name another one; write that one's keywords here");
        }
        else if (!Keywords.All.ContainsKey(keyword))
        {
            Add(number, Keywords.All.ContainsKey(keyword.Trim(KeyValueReader.Spaces))
                ? "has a space before the =; it should be keyword=value"
                : "has an unknown keyword before the =; keywords are those of libpq, such as host, port, dbname and user");
        }
        else
        {
            _values.TryAdd(keyword, line[(sign + 1)..]);
        }
    }

    private void Add(int number, string mistake) => _found.Add($"line {number} of the service file {mistakes.Show(path)} {mistake}");
}

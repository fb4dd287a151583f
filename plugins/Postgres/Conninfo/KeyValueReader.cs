using System.Text;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Reads the form <c>keyword=value keyword = 'a value'</c> (conninfo_parse in src/interfaces/libpq/fe-connect.c): spaces around the
/// equals sign, single quotes, a backslash before any character, no space needed behind a closing quote.
/// </summary>
internal sealed class KeyValueReader
{
    /// <summary>The characters that isspace() takes in the C locale.</summary>
    public static readonly char[] Spaces = [' ', '\t', '\n', '\v', '\f', '\r'];

    private readonly string _text;
    private readonly Mistakes _mistakes;
    private readonly List<ConninfoItem> _items = [];
    private int _at;

    private KeyValueReader(string text, Mistakes mistakes)
    {
        _text = text;
        _mistakes = mistakes;
    }

    private bool AtEnd => _at == _text.Length;

    /// <summary>The keywords and values of a text.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="mistakes">Where mistakes of the form are added.</param>
    public static List<ConninfoItem> Read(string text, Mistakes mistakes)
    {
        var reader = new KeyValueReader(text, mistakes);
        reader.ReadAll();
        return reader._items;
    }

    public static bool IsSpace(char character) => Spaces.Contains(character);

    private void ReadAll()
    {
        var followsSecret = false;
        for (SkipSpaces(); !AtEnd; SkipSpaces())
        {
            var start = _at;
            while (!AtEnd && _text[_at] != '=' && !IsSpace(_text[_at]))
            {
                _at++;
            }

            var keyword = _text[start.._at];
            SkipSpaces();
            if (AtEnd || _text[_at] != '=')
            {
                // The word itself is not shown: it may be the rest of a password.
                _mistakes.Add($"the word at character {start + 1} has no = behind it; write keyword=value, and quote a value that "
                    + "has spaces: keyword='a value'");
                continue;
            }

            _at++;
            SkipSpaces();
            var value = !AtEnd && _text[_at] == '\'' ? ReadQuoted(keyword) : ReadBare();
            if (value is null)
            {
                return;
            }

            _items.Add(new ConninfoItem(keyword, value, followsSecret));
            followsSecret = Keywords.MayBeSecret(keyword) || (followsSecret && !Keywords.All.ContainsKey(keyword));
        }
    }

    private string ReadBare()
    {
        var value = new StringBuilder();
        while (!AtEnd && !IsSpace(_text[_at]))
        {
            if (_text[_at] == '\\')
            {
                _at++;
                if (AtEnd)
                {
                    break;
                }
            }

            value.Append(_text[_at++]);
        }

        return value.ToString();
    }

    // Null when the quote is never closed.
    private string? ReadQuoted(string keyword)
    {
        var start = _at++;
        var value = new StringBuilder();
        while (!AtEnd && _text[_at] != '\'')
        {
            if (_text[_at] == '\\')
            {
                _at++;
                if (AtEnd)
                {
                    break;
                }
            }

            value.Append(_text[_at++]);
        }

        if (AtEnd)
        {
            // What is behind the quote is not shown: a password may be in it.
            var place = Keywords.All.ContainsKey(keyword) ? $" of {keyword}" : "";
            _mistakes.Add(
                $"the quote{place} at character {start + 1} is never closed; end the value with ', and write \\' for one inside it");
            _mistakes.Hide(value.ToString());
            return null;
        }

        _at++;
        var text = value.ToString();
        var isCut = !AtEnd && !IsSpace(_text[_at]);
        if (Keywords.MayBeSecret(keyword) ? isCut : Keywords.MayBeSecret(text) && text.Contains('=', StringComparison.Ordinal))
        {
            // A quote inside a password, or one left open in front of it, makes other values of what is the password's.
            _mistakes.ShowNothing = true;
        }

        return text;
    }

    private void SkipSpaces()
    {
        while (!AtEnd && IsSpace(_text[_at]))
        {
            _at++;
        }
    }
}

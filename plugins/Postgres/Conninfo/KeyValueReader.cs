using System.Text;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Reads the form <c>keyword=value keyword = 'a value'</c> (conninfo_parse in src/interfaces/libpq/fe-connect.c): spaces around the
/// equals sign, single quotes, a backslash before any character, no space needed behind a closing quote.
/// </summary>
internal sealed class KeyValueReader
{
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

    // The characters that isspace() takes in the C locale.
    public static bool IsSpace(char character) => character is ' ' or (>= '\t' and <= '\r');

    private void ReadAll()
    {
        var followsBareSecret = false;
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
            var quoted = !AtEnd && _text[_at] == '\'';
            var value = quoted ? ReadQuoted() : ReadBare();
            _items.Add(new ConninfoItem(keyword, value, followsBareSecret));
            followsBareSecret = Keywords.All.ContainsKey(keyword)
                ? !quoted && Keywords.IsSecret(keyword)
                : followsBareSecret;
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

    private string ReadQuoted()
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
            _mistakes.Add($"the quote at character {start + 1} is never closed; end the value with ', and write \\' for one inside it");
        }
        else
        {
            _at++;
        }

        return value.ToString();
    }

    private void SkipSpaces()
    {
        while (!AtEnd && IsSpace(_text[_at]))
        {
            _at++;
        }
    }
}

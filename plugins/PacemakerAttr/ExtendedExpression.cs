using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>
/// Reads a POSIX extended regular expression (POSIX.1-2017, Base Definitions 9.4, in the C locale) that is to match a whole value,
/// as <c>grep -Ex</c> does, and gives the same in .NET's syntax, evaluated in linear time. Of what POSIX leaves undefined, what GNU
/// grep makes of <c>{,n}</c>, empty alternatives, repeated repetitions, <c>\w</c> and <c>\s</c> is taken; all else is a mistake.
/// </summary>
internal sealed class ExtendedExpression
{
    private const int DeepestNesting = 100;

    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(250);

    private readonly string _text;
    private readonly StringBuilder _output = new();
    private int _position;
    private int _depth;

    private ExtendedExpression(string text) => _text = text;

    private bool IsAtEnd => _position == _text.Length;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">It is wrong, or uses what cannot be evaluated without backtracking.</exception>
    public static Regex Parse(string text)
    {
        var translation = Translate(text);
        try
        {
            const RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            return new Regex(translation, options, LongestMatch);
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"is an extended regular expression that cannot be evaluated: {refused.Message}", refused);
        }
    }

    /// <summary>The same expression in .NET's syntax, anchored at both ends.</summary>
    /// <exception cref="FormatException">It is wrong.</exception>
    public static string Translate(string text)
    {
        var expression = new ExtendedExpression(text);
        expression._output.Append(@"\A(?:");
        expression.Alternatives();
        if (!expression.IsAtEnd)
        {
            throw Mistake("has a \")\" without its \"(\"; write \"\\)\" for the character itself");
        }

        return expression._output.Append(@")\z").ToString();
    }

    /// <summary>A mistake in an expression.</summary>
    internal static FormatException Mistake(string what) => new($"{what} (it should be an extended regular expression, as grep -E takes it)");

    // Says whether it matches nothing, wherever that is.
    private bool Alternatives()
    {
        if (++_depth > DeepestNesting)
        {
            throw Mistake($"has more than {DeepestNesting} parentheses within each other");
        }

        var isAnyEmpty = false;
        var isEmpty = true;
        var canRepeat = false;
        while (!IsAtEnd && _text[_position] != ')')
        {
            if (_text[_position] == '|')
            {
                _output.Append('|');
                _position++;
                isAnyEmpty |= isEmpty;
                (isEmpty, canRepeat) = (true, false);
            }
            else if (_text[_position] is '^' or '$')
            {
                Anchor();
                (isEmpty, canRepeat) = (false, false);
            }
            else
            {
                isEmpty &= Piece(canRepeat);
                canRepeat = true;
            }
        }

        _depth--;
        return isAnyEmpty || isEmpty;
    }

    private void Anchor()
    {
        _output.Append(_text[_position] == '^' ? @"\A" : @"\z");
        _position++;
        if (Repetition.Read(_text, ref _position) is not null)
        {
            throw Mistake("repeats \"^\" or \"$\", which stand for a place");
        }
    }

    // An atom and what repeats it; says whether it matches nothing.
    private bool Piece(bool isAfterAtom)
    {
        var letter = _text[_position];
        if (letter is '*' or '+' or '?' || (letter == '{' && !isAfterAtom))
        {
            throw Mistake($"has \"{letter}\" with nothing before it to repeat");
        }

        var start = _output.Length;
        var isEmpty = Atom();
        while (Repetition.Read(_text, ref _position) is { } repetition)
        {
            // What matches nothing once does so any number of times. .NET 10 does not know it: (?:a+|)+ does not match "".
            isEmpty |= repetition.Least == 0;
            var least = isEmpty ? 0 : repetition.Least;

            // The group keeps .NET from reading a second quantifier as a modifier of the first.
            _output.Insert(start, "(?:").Append(CultureInfo.InvariantCulture, $"){{{least},{repetition.Most}}}");
        }

        return isEmpty;
    }

    private bool Atom()
    {
        var letter = _text[_position];
        switch (letter)
        {
            case '(':
                return Group();
            case '[':
                _output.Append(BracketExpression.Translate(_text, ref _position));
                return false;
            case '\\':
                Escape();
                return false;
            default:
                _output.Append(letter == '.' ? @"[^\n]" : Literal(letter));
                _position++;
                return false;
        }
    }

    private bool Group()
    {
        _position++;
        _output.Append("(?:");
        var isEmpty = Alternatives();
        if (IsAtEnd)
        {
            throw Mistake("has a \"(\" without its \")\"; write \"\\(\" for the character itself");
        }

        _position++;
        _output.Append(')');
        return isEmpty;
    }

    private void Escape()
    {
        if (_position + 1 == _text.Length)
        {
            throw Mistake("ends with a \"\\\"");
        }

        var letter = _text[_position + 1];
        _output.Append(letter switch
        {
            >= '1' and <= '9' => throw Mistake($"has the back-reference \\{letter}, which cannot be evaluated without backtracking"),
            'w' => "[0-9A-Z_a-z]",
            'W' => "[^0-9A-Z_a-z]",
            's' => @"[\t-\r ]",
            'S' => @"[^\t-\r ]",
            '<' or '>' or '`' or '\'' => throw Unknown(letter),
            _ when char.IsLetterOrDigit(letter) => throw Unknown(letter),
            _ => Literal(letter),
        });
        _position += 2;
    }

    private static FormatException Unknown(char letter) =>
        Mistake($"has \\{letter}, which POSIX does not know; classes are written [[:digit:]], a plain letter without \"\\\"");

    /// <summary>A character that stands for itself, in .NET's syntax, within a class or not.</summary>
    internal static string Literal(char letter) => char.IsAsciiLetterOrDigit(letter) ? letter.ToString() : $"\\u{(int)letter:X4}";
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>Reads the text of a configuration file: JSON with comments.</summary>
internal ref struct FileText
{
    /// <summary>By which a file names its schema, for editors.</summary>
    public const string Schema = "$schema";

    private static readonly string[] Parts = ["host", "defaults", "pools", "services"];

    private readonly ReadOnlySpan<byte> _text;
    private readonly List<FileMistake> _mistakes = [];
    private Utf8JsonReader _reader;
    private int _seen;
    private Place _seenPlace = new(1, 1);

    private FileText(ReadOnlySpan<byte> text)
    {
        _text = text;
        _reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <summary>Reads it, as far as that is possible.</summary>
    public static ConfigurationFile Read(ReadOnlySpan<byte> text) => new FileText(WithoutMark(text)).Read();

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text;

    private ConfigurationFile Read()
    {
        var file = new ConfigurationFile();
        try
        {
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                Object("The file should be an object: { \"services\": { ... } }.");
                _reader.Skip();
            }
            else
            {
                file = ReadParts();
            }

            _reader.Read();
        }
        catch (JsonException wrong)
        {
            _mistakes.Add(new FileMistake(PlaceOf(wrong), $"The file is no JSON from here on: {Words(wrong)}."));
        }
        catch (InvalidOperationException)
        {
            Object("The file should be UTF-8; there is something else here.");
        }

        return file with { Mistakes = _mistakes };
    }

    private ConfigurationFile ReadParts()
    {
        var file = new ConfigurationFile();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, place) = (_reader.GetString()!, Here);
            if (!seen.Add(name))
            {
                Object($"\"{name}\" is there twice; each part should be there once.");
            }

            _reader.Read();
            file = name switch
            {
                "host" => file with { Host = ReadSection(name, place) },
                "defaults" => file with { Defaults = ReadSection(name, place) },
                "pools" => file with { Pools = ReadSections(name) },
                "services" => file with { Services = ReadSections(name) },
                _ => PassOver(name, place, file),
            };
        }

        return file;
    }

    private ConfigurationFile PassOver(string name, Place place, ConfigurationFile file)
    {
        if (name != Schema)
        {
            var nearest = EditDistance.Nearest(name, Parts, limit: 2);
            _mistakes.Add(new FileMistake(
                place, $"\"{name}\" is no part of the file; it should be one of {string.Join(", ", Parts)}{(nearest is null ? "" : $", perhaps {nearest}")}."));
        }

        _reader.Skip();
        return file;
    }

    private List<FileSection> ReadSections(string part)
    {
        var sections = new List<FileSection>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!Enters(part))
        {
            return sections;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, place) = (_reader.GetString()!, Here);
            if (!names.Add(name))
            {
                Object($"\"{name}\" is there twice in \"{part}\"; each name should be there once.");
            }

            _reader.Read();
            sections.Add(ReadSection(name, place));
        }

        return sections;
    }

    private FileSection ReadSection(string name, Place place)
    {
        var section = new FileSection(name, place);
        if (!Enters(name))
        {
            return section;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var (parameter, at) = (_reader.GetString()!, Here);
            _reader.Read();
            if (ReadValue(parameter) is { } text && !section.TryAdd(parameter, text, at))
            {
                _mistakes.Add(new FileMistake(at, $"{parameter} is there twice in \"{name}\"; each parameter should be there once."));
            }
        }

        return section;
    }

    private bool Enters(string name)
    {
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        Object($"\"{name}\" should be an object: {{ \"name\": value, ... }}.");
        _reader.Skip();
        return false;
    }

    // Null where it is none.
    private string? ReadValue(string parameter)
    {
        if (Scalar() is { } text)
        {
            return text;
        }

        if (_reader.TokenType == JsonTokenType.StartArray)
        {
            var words = new List<string>();
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            {
                if (Scalar() is { } word)
                {
                    words.Add(word);
                    continue;
                }

                Object($"Each element of {parameter} should be a text or a number.");
                _reader.Skip();
            }

            return string.Join(' ', words);
        }

        Object($"{parameter} should be a text, a number, true or false, or a list of texts and numbers.");
        _reader.Skip();
        return null;
    }

    private readonly string? Scalar() => _reader.TokenType switch
    {
        JsonTokenType.String => _reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(_reader.HasValueSequence ? _reader.ValueSequence.ToArray() : _reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => null,
    };

    private void Object(string what) => _mistakes.Add(new FileMistake(Here, what));

    private Place Here => PlaceOf((int)_reader.TokenStartIndex);

    // From the last place on: a file of one long line has thousands of them.
    private Place PlaceOf(int offset)
    {
        if (offset < _seen)
        {
            (_seen, _seenPlace) = (0, new Place(1, 1));
        }

        var passed = _text[_seen..offset];
        var start = passed.LastIndexOf((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(passed[start..]) + 1;
        _seenPlace = start == 0
            ? _seenPlace with { Column = _seenPlace.Column + column - 1 }
            : new Place(_seenPlace.Line + passed.Count((byte)'\n'), column);
        _seen = offset;
        return _seenPlace;
    }

    private Place PlaceOf(JsonException wrong)
    {
        var start = 0;
        for (var line = wrong.LineNumber ?? 0; line > 0; line--)
        {
            start += _text[start..].IndexOf((byte)'\n') + 1;
        }

        return PlaceOf(Math.Min(_text.Length, start + (int)(wrong.BytePositionInLine ?? 0)));
    }

    // Without the position, which is in the place, and in other units.
    private static string Words(JsonException wrong)
    {
        var words = wrong.Message;
        var position = words.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (position < 0 ? words : words[..position]).TrimEnd('.').ToString(CultureInfo.InvariantCulture);
    }
}

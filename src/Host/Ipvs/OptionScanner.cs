namespace LvsPluggable.Host.Ipvs;

/// <summary>
/// Splits a text into the options of ipvsadm: <c>-s rr</c>, <c>-srr</c>, <c>-s=rr</c>, <c>--scheduler rr</c>,
/// <c>--scheduler=rr</c>, <c>-op</c>.
/// </summary>
internal sealed class OptionScanner(string text, List<string> mistakes)
{
    private readonly string[] _words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    private readonly Dictionary<OptionSyntax, string?> _found = [];
    private int _next;

    /// <summary>Reads the text; every mistake is added to the list.</summary>
    /// <returns>The options that are there, each with its value if it has one.</returns>
    public IReadOnlyDictionary<OptionSyntax, string?> Scan()
    {
        while (_next < _words.Length)
        {
            var word = _words[_next++];
            if (word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2)
            {
                ReadLong(word);
            }
            else if (word.StartsWith('-') && word.Length > 1)
            {
                ReadShort(word);
            }
            else
            {
                mistakes.Add($"\"{word}\" is not an option; there are {OptionSyntax.List}");
            }
        }

        return _found;
    }

    private void ReadLong(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word : word[..equals];
        var attached = equals < 0 ? null : word[(equals + 1)..];
        if (OptionSyntax.All.FirstOrDefault(option => $"--{option.Long}" == name) is not { } option)
        {
            mistakes.Add($"\"{name}\" is not an option; there are {OptionSyntax.List}");
        }
        else if (option.Argument == OptionArgument.None && attached is not null)
        {
            mistakes.Add($"\"{name}\" takes no value");
        }
        else
        {
            Add(option, name, attached);
        }
    }

    private void ReadShort(string word)
    {
        for (var position = 1; position < word.Length; position++)
        {
            var name = $"-{word[position]}";
            if (OptionSyntax.All.FirstOrDefault(option => option.Short == word[position]) is not { } option)
            {
                mistakes.Add($"\"{name}\" is not an option; there are {OptionSyntax.List}");
                return;
            }

            if (option.Argument != OptionArgument.None)
            {
                var attached = word[(position + 1)..];
                Add(option, name, attached.Length == 0 ? null : attached.StartsWith('=') ? attached[1..] : attached);
                return;
            }

            Add(option, name, attached: null);
        }
    }

    private void Add(OptionSyntax option, string name, string? attached)
    {
        var value = attached;
        if (option.Argument != OptionArgument.None && attached is null && _next < _words.Length && !_words[_next].StartsWith('-'))
        {
            value = _words[_next++];
        }

        if (option.WhyNot is not null)
        {
            mistakes.Add($"\"{name}{(value is null ? "" : $" {value}")}\" {option.WhyNot}");
        }
        else if (option.Argument == OptionArgument.Required && string.IsNullOrEmpty(value))
        {
            mistakes.Add($"\"{name}\" needs a value");
        }
        else if (!_found.TryAdd(option, value))
        {
            mistakes.Add($"\"{name}\" is there twice; it should be there once");
        }
    }
}

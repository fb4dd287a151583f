using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>Labels that are code of the plugin.</summary>
internal sealed class CodedLabels(Func<IEnumerable<KeyValuePair<string, string>>> read) : IReadOnlyDictionary<string, string>
{
    public int Count => int.MaxValue;

    public IEnumerable<string> Keys => throw new NotSupportedException();

    public IEnumerable<string> Values => throw new NotSupportedException();

    public string this[string key] => throw new NotSupportedException();

    public bool ContainsKey(string key) => throw new NotSupportedException();

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => throw new NotSupportedException();

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => read().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

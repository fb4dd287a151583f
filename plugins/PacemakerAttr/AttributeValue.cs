using System.Text.RegularExpressions;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>An extended regular expression, and its text for people.</summary>
internal sealed record AttributeValue(string Text, Regex Expression)
{
    /// <exception cref="FormatException">The text is no extended regular expression that can be evaluated.</exception>
    public static AttributeValue Parse(string text) => new(text, ExtendedExpression.Parse(text));
}

using System.Text.RegularExpressions;

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>A regular expression that takes time in proportion to the text, whatever the text is.</summary>
internal sealed record TextExpression(string Text, Regex Expression)
{
    /// <exception cref="FormatException">The text is no such expression.</exception>
    public static TextExpression Parse(string text)
    {
        try
        {
            return new TextExpression(text, new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException($"should be a regular expression: {wrong.Message}", wrong);
        }
        catch (NotSupportedException wrong)
        {
            throw new FormatException(
                "should be a regular expression without look-around, back-references and atomic groups, which need backtracking", wrong);
        }
    }
}

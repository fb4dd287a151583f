using System.CommandLine;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>How often a command that goes on looks.</summary>
internal static class Interval
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    /// <param name="description">What it is for.</param>
    public static Option<string> Option(string description) => new("--interval")
    {
        Description = $"{description}, such as 500ms, 2s or 1m.",
        HelpName = "duration",
        DefaultValueFactory = _ => "2s",
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is none; the message is a sentence for people.</exception>
    public static TimeSpan Read(string text)
    {
        try
        {
            return (TimeSpan)ParameterText.Read(typeof(TimeSpan), text, Least, Most);
        }
        catch (FormatException mistake)
        {
            throw new FormatException($"--interval={OneLine.Of(text)} {mistake.Message}.", mistake);
        }
    }
}

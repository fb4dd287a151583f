namespace LvsPluggable.Host.Cli;

/// <summary>Colours for people: on a terminal only, and never when NO_COLOR is set (https://no-color.org).</summary>
internal sealed class Style(bool isColoured)
{
    /// <summary>Whether there are colours.</summary>
    public bool IsColoured => isColoured;

    public static Style Detect() =>
        new(Terminal.IsInteractive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal));

    public string Good(string text) => Paint(text, "32");

    public string Doubtful(string text) => Paint(text, "33");

    public string Bad(string text) => Paint(text, "31");

    public string Strong(string text) => Paint(text, "1");

    private string Paint(string text, string code) => isColoured ? $"\e[{code}m{text}\e[0m" : text;
}

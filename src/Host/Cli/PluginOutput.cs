using System.Text;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>
/// Takes what plugins print, line by line, for the log. It is bounded: long lines are cut, and of more than <see cref="MostLines"/>
/// in a minute only the number is told.
/// </summary>
internal sealed class PluginOutput(TimeProvider time) : TextWriter
{
    public const int LongestLine = 500;
    public const int MostLines = 100;

    private readonly Lock _lock = new();
    private readonly StringBuilder _line = new();
    private readonly LineLimit _limit = new(MostLines, time);

    /// <summary>Where the lines go; until it is set they are lost.</summary>
    public Action<string>? Log { get; set; }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_lock)
        {
            if (value == '\n')
            {
                EndLine();
            }
            else if (_line.Length <= LongestLine)
            {
                _line.Append(value);
            }
        }
    }

    /// <summary>Ends a line that was begun, and tells how many were dropped.</summary>
    public void Report()
    {
        lock (_lock)
        {
            EndLine();
            Tell(_limit.TakeDropped());
        }
    }

    private void EndLine()
    {
        var line = OneLine.Of(_line.ToString(), LongestLine);
        _line.Clear();
        if (line.Length == 0)
        {
            return;
        }

        var passes = _limit.TryPass(out var dropped);
        Tell(dropped);
        Tell(passes ? line : null);
    }

    private void Tell(string? line)
    {
        if (line is not null)
        {
            Log?.Invoke(line);
        }
    }
}

using System.Text;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>
/// Takes what plugins print, line by line, for the log. It is bounded: long lines are cut, and of more than <see cref="MostLines"/>
/// in a minute only the number is told.
/// </summary>
internal sealed class PluginOutput(TimeProvider time) : TextWriter
{
    public const int LongestLine = 500;
    public const int MostLines = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly StringBuilder _line = new();
    private long _windowStart = time.GetTimestamp();
    private int _count;
    private int _dropped;

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
            TellDropped();
        }
    }

    private void EndLine()
    {
        var line = Words.OneLine(_line.ToString(), LongestLine);
        _line.Clear();
        if (line.Length == 0)
        {
            return;
        }

        if (time.GetElapsedTime(_windowStart) >= Window)
        {
            TellDropped();
            _windowStart = time.GetTimestamp();
            _count = 0;
        }

        if (_count < MostLines)
        {
            _count++;
            Log?.Invoke(line);
        }
        else
        {
            _dropped++;
        }
    }

    private void TellDropped()
    {
        if (_dropped > 0)
        {
            Log?.Invoke($"{_dropped} more lines within a minute, which are not shown");
            _dropped = 0;
        }
    }
}

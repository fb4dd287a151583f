using System.Text;

namespace LvsPluggable.Host.Cli.Live;

/// <summary>What is on a screen, and what has to be written to have something else there: the lines that differ, and no more. Pure but for that.</summary>
internal sealed class Frame
{
    private IReadOnlyList<string> _lines = [];

    /// <summary>Forgets what is on the screen, so that all of it is written the next time.</summary>
    public void Forget() => _lines = [];

    /// <summary>What has to be written (ECMA-48: CUP, EL, SGR); empty for nothing.</summary>
    /// <param name="lines">What is to be there.</param>
    public string Change(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        for (var place = 0; place < Math.Max(lines.Count, _lines.Count); place++)
        {
            var line = place < lines.Count ? lines[place] : "";
            if (place >= _lines.Count || _lines[place] != line)
            {
                // What was there is cleared first: behind a line that is as wide as the screen its last letter would go.
                text.Append($"\e[{place + 1};1H\e[K").Append(line);
            }
        }

        _lines = [.. lines];
        return text.ToString();
    }
}

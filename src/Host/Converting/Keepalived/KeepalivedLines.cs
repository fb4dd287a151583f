using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>
/// Makes plain lines of a keepalived.conf: without comments, with what it includes, the parameters in place of their names, blocks of sequences
/// and lists written out, and without the lines that are for another config-id (keepalived.conf(5), "ADVANCED CONFIGURATION").
/// </summary>
internal sealed class KeepalivedLines(KeepalivedOptions options)
{
    private const int Deepest = 60;
    private const int Longest = 100_000; // characters of a line
    private const int MostSteps = 1_000_000;

    private static readonly string[] Includes = ["include", "includer", "includem", "includew", "includeb", "includea"];

    private readonly KeepalivedDefinitions _definitions = new();
    private int _steps;

    /// <summary>The lines.</summary>
    public List<(SourcePlace Place, string Text)> Lines { get; } = [];

    /// <summary>What is wrong with how they are written.</summary>
    public List<(SourcePlace Place, string What)> Problems { get; } = [];

    /// <summary>Reads a file.</summary>
    public void Read(string file, string text)
    {
        _definitions.Set("_INSTANCE", [options.ConfigId]);
        ReadFile(file, text, 0);
    }

    private void ReadFile(string file, string text, int depth)
    {
        var folder = Path.GetDirectoryName(file) ?? "";
        _definitions.Set("_PWD", [folder]);
        List<string>? open = null;
        var number = 0;
        foreach (var written in text.Split('\n'))
        {
            number++;
            var line = KeepalivedWords.WithoutComment(written.Replace('\0', ' ')).Trim();
            if (line.Length == 0)
            {
                continue;
            }

            var isContinued = line.EndsWith('\\');
            var plain = isContinued ? line[..^1].Trim() : line;
            if (open is not null)
            {
                open.Add(plain);
                open = isContinued ? open : null;
                continue;
            }

            var at = new Scope(new SourcePlace(file, number), folder, depth);
            if (isContinued && Counts(ref plain) && KeepalivedDefinitions.TryRead(plain, out var name, out var value))
            {
                open = value.Trim().Length > 0 ? [value.Trim()] : [];
                _definitions.Set(name, open);
                continue;
            }

            Take(plain, at);
        }
    }

    private void Take(string line, Scope at)
    {
        if (at.Depth > Deepest || line.Length > Longest || _steps++ > MostSteps)
        {
            Problems.Add((at.Place, "What this line stands for has no end, or is too long to be read."));
            return;
        }

        line = line.Trim();
        if (!Counts(ref line) || line.Length == 0)
        {
            return;
        }

        if (KeepalivedDefinitions.TryRead(line, out var name, out var value))
        {
            _definitions.Set(name, [value]);
        }
        else if (KeepalivedBlocks.Begins(line))
        {
            TakeBlock(line, at);
        }
        else if (_definitions.Replace(line) is { } replaced)
        {
            foreach (var one in replaced)
            {
                Take(one, at with { Depth = at.Depth + 1 });
            }
        }
        else if (Array.Exists(Includes, keyword => line.StartsWith(keyword, StringComparison.Ordinal) && line.Length > keyword.Length && char.IsWhiteSpace(line[keyword.Length])))
        {
            Include(line, at);
        }
        else
        {
            Lines.Add((at.Place, line));
        }
    }

    // Whether a line is for this config-id; what says so is taken off.
    private bool Counts(ref string line)
    {
        while (line.StartsWith('@'))
        {
            var end = line.AsSpan().IndexOfAny(' ', '\t');
            var word = end < 0 ? line : line[..end];
            var isOther = word.StartsWith("@^", StringComparison.Ordinal);
            if ((word[(isOther ? 2 : 1)..] == options.ConfigId) == isOther)
            {
                return false;
            }

            line = end < 0 ? "" : line[end..].Trim();
        }

        return true;
    }

    private void TakeBlock(string line, Scope at)
    {
        // What it is made of may be a parameter; what follows has its values only round by round.
        var end = line.IndexOf(')', StringComparison.Ordinal) + 1;
        var head = line[..end];
        for (var round = 0; round < Deepest && _definitions.Replace(head) is [var next]; round++)
        {
            head = next;
        }

        if (KeepalivedBlocks.Read(head + line[end..], out var rest) is not { } rounds)
        {
            Problems.Add((at.Place, $"\"{line}\" should be ~SEQ(NAME, FIRST, STEP, LAST) or ~LST(NAME, ONE, OTHER), with at most {KeepalivedBlocks.Most} rounds."));
            return;
        }

        foreach (var round in rounds)
        {
            foreach (var (name, value) in round)
            {
                _definitions.Set(name, [value]);
            }

            Take(rest, at with { Depth = at.Depth + 1 });
        }
    }

    private void Include(string line, Scope at)
    {
        // Braces are of the pattern here, so words are not split at them.
        var pattern = line[line.AsSpan().IndexOfAny(' ', '\t')..].Trim().Trim('"', '\'');
        var files = BracePattern.Expand(pattern).SelectMany(one => options.Include(one, at.Folder)).ToList();
        if (files.Count == 0)
        {
            Problems.Add((at.Place, $"There is no file {pattern}, so nothing is included here."));
        }

        foreach (var file in files)
        {
            if (file.Problem is null)
            {
                ReadFile(file.Path, file.Text, at.Depth + 1);
                _definitions.Set("_PWD", [at.Folder]);
            }
            else
            {
                Problems.Add((at.Place, $"{file.Path} cannot be read, so it is not included here: {file.Problem}."));
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Scope(SourcePlace Place, string Folder, int Depth);
}

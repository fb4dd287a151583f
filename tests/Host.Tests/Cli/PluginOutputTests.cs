using LvsPluggable.Host.Cli;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Cli;

public sealed class PluginOutputTests
{
    private readonly List<string> _lines = [];
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Lines_are_cut_and_cleaned_and_empty_ones_passed_over()
    {
        using var output = Output();

        output.Write("one\e[31m\r\n\n");
        output.WriteLine(new string('x', 10_000));
        output.Write("half a line");
        Assert.Equal(["one [31m", new string('x', PluginOutput.LongestLine) + "…"], _lines);

        output.Report();
        Assert.Equal("half a line", _lines[^1]);
    }

    [Fact]
    public void Of_more_than_a_hundred_lines_in_a_minute_only_the_number_is_told_and_the_next_minute_begins_anew()
    {
        using var output = Output();

        for (var i = 0; i < PluginOutput.MostLines + 7; i++)
        {
            output.WriteLine("line");
        }

        Assert.Equal(PluginOutput.MostLines, _lines.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        output.WriteLine("next");

        Assert.Equal(["7 more lines within a minute, which are not shown", "next"], _lines[PluginOutput.MostLines..]);
    }

    private PluginOutput Output() => new(_time) { Log = _lines.Add };
}

using LvsPluggable.Host.Cli.Live;

namespace LvsPluggable.Host.Tests.Cli.Live;

/// <summary>What is written to a terminal.</summary>
public sealed class FrameTests
{
    private readonly Frame _frame = new();

    [Fact]
    public void Only_lines_that_differ_are_written()
    {
        Assert.Equal("\e[1;1H\e[Kone\e[2;1H\e[Ktwo", _frame.Change(["one", "two"]));
        Assert.Equal("", _frame.Change(["one", "two"]));
        Assert.Equal("\e[2;1H\e[Kthree", _frame.Change(["one", "three"]));
    }

    [Fact]
    public void Lines_that_are_gone_are_cleared_and_all_are_written_where_nothing_is_known()
    {
        _frame.Change(["one", "two"]);
        Assert.Equal("\e[2;1H\e[K", _frame.Change(["one"]));

        _frame.Forget();
        Assert.Equal("\e[1;1H\e[Kone", _frame.Change(["one"]));
    }
}

using LvsPluggable.Host.Cli.Live;
using LvsPluggable.Host.Tests.Page;

namespace LvsPluggable.Host.Tests.Cli.Live;

/// <summary>What each key does.</summary>
public sealed class LiveViewTests
{
    private readonly LiveModel _model = LiveScenes.Seen(PageScene.Server(3), PageScene.Server(1), LiveScenes.Down(2));
    private readonly LiveView _view = new();

    [Fact]
    public void Servers_are_in_the_order_of_the_table_until_another_is_wanted()
    {
        Assert.Equal(["node3", "node1", "node2"], LiveScenes.Names(_model, _view));
        Assert.Equal(["node2", "node1", "node3"], LiveScenes.Names(_model, _view.Press(_model, "s").View));
        Assert.Equal(["node1", "node2", "node3"], LiveScenes.Names(_model, _view.Press(_model, "s", "s").View));
        Assert.Equal(["node3", "node2", "node1"], LiveScenes.Names(_model, _view.Press(_model, "s", "s", "r").View));
        Assert.Equal(["node3", "node1", "node2"], LiveScenes.Names(_model, _view.Press(_model, "s", "s", "s").View));
    }

    [Fact]
    public void A_filter_shows_what_has_its_text_and_escape_shows_all_again()
    {
        var filtered = _view.Press(_model, "/", "R", "e", "f", "x", "<Backspace>", "<Enter>").View;

        Assert.Equal(["node2"], LiveScenes.Names(_model, filtered));
        Assert.Equal(3, LiveScenes.Shown(_model, filtered.Press(_model, "<Escape>").View).Count);
        Assert.Equal(["node2"], LiveScenes.Names(_model, _view.Press(_model, "t").View));
    }

    [Fact]
    public void The_chosen_server_goes_with_the_keys_and_stays_chosen_in_another_order()
    {
        var chosen = _view.Press(_model, "<Down>", "j", "<Down>", "<Up>").View;

        Assert.Equal("10.0.0.2:80", chosen.Selected!.Server);
        Assert.Equal("10.0.0.2:80", chosen.Press(_model, "s", "<Enter>").View.Selected!.Server);
        Assert.Equal("10.0.0.3:80", chosen.Press(_model, "<End>").View.Selected!.Server);
        Assert.Equal("10.0.0.4:80", chosen.Press(_model, "<Home>").View.Selected!.Server);
    }

    [Fact]
    public void Nothing_is_asked_of_a_host_before_somebody_says_yes()
    {
        var asked = _view.Press(_model, "<Down>", "d");

        Assert.Null(asked.Order);
        Assert.Equal("node1", asked.View.Asked!.Host);
        Assert.Equal(new LiveOrder(new ServerKey("reads", "-t 192.0.2.50:80", "10.0.0.2:80"), "node1", IsTakenBack: false), asked.View.Press(_model, "y").Order);
        Assert.True(_view.Press(_model, "u", "y").Order!.IsTakenBack);
        foreach (var no in (string[])["n", "q", "d", "<Enter>", "<Escape>"])
        {
            var refused = asked.View.Press(_model, no);
            Assert.Null(refused.Order);
            Assert.Null(refused.View.Asked);
            Assert.False(refused.Ends);
        }
    }

    [Fact]
    public void Ctrl_C_ends_it_wherever_it_is_and_q_where_no_text_is_typed()
    {
        Assert.True(_view.Press(_model, "q").Ends);
        Assert.True(_view.Press(_model, "<Enter>", "q").Ends);
        Assert.True(_view.Press(_model, "?", "q").Ends);
        Assert.True(_view.Press(_model, "d", "<Interrupt>").Ends);
        Assert.True(_view.Press(_model, "/", "<Interrupt>").Ends);
        Assert.Equal("q", _view.Press(_model, "/", "q").View.Filter);
    }

    [Fact]
    public void Where_there_is_no_server_no_key_does_harm()
    {
        var empty = new LiveModel();

        Assert.Equal(_view, _view.Press(empty, "<Down>", "<End>", "<Enter>", "d", "y").View);
    }
}

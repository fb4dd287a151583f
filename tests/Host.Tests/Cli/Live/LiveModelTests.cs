using LvsPluggable.Host.Cli.Live;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Tests.Page;

namespace LvsPluggable.Host.Tests.Cli.Live;

/// <summary>What comes of one look after the other.</summary>
public sealed class LiveModelTests
{
    private readonly LiveModel _model = new();

    [Fact]
    public void Rates_are_what_came_between_two_looks()
    {
        _model.Take([PageScene.Host(LiveScenes.Server(1, 100, 4000))], LiveScenes.Noon);
        Assert.Null(Only().Rates);

        _model.Take([PageScene.Host(LiveScenes.Server(1, 130, 10_000))], LiveScenes.Noon.AddSeconds(2));

        Assert.Equal(new Rates(15, 3000), Only().Rates);
    }

    [Fact]
    public void A_server_that_came_into_the_table_anew_has_no_rate_before_the_next_look()
    {
        _model.Take([PageScene.Host(LiveScenes.Server(1, 100, 4000))], LiveScenes.Noon);
        _model.Take([PageScene.Host(LiveScenes.Server(1, 3, 10))], LiveScenes.Noon.AddSeconds(2));

        Assert.Null(Only().Rates);
    }

    [Fact]
    public void A_curve_goes_from_zero_to_the_greatest_number_with_the_newest_at_the_right()
    {
        var trail = new Trail();
        foreach (var number in (double?[])[0, null, 4, 8])
        {
            trail.Add(number);
        }

        Assert.Equal("  ▁ ▅█", trail.Curve(6));
        Assert.Equal("▅█", trail.Curve(2));
        Assert.Equal(" ", new Trail().Curve(1));
    }

    [Fact]
    public void A_host_that_does_not_answer_is_shown_as_it_was_and_as_it_is_when_it_is_back()
    {
        var well = PageScene.Host(PageScene.Server(1));
        var silent = well with { ProcessId = 0, Services = [], Problems = [new ProblemStatus { What = "does not answer: refused", Since = LiveScenes.Noon }] };
        _model.Take([well], LiveScenes.Noon);
        _model.Take([silent], LiveScenes.Noon.AddSeconds(2));

        Assert.Equal("does not answer: refused", _model.Hosts[0].Silence);
        Assert.Equal("node1", Only().Status.Host);

        _model.Take([], LiveScenes.Noon.AddSeconds(4));
        Assert.Equal("has ended", _model.Hosts[0].Silence);
        Assert.Equal("node1", Only().Status.Host);

        _model.Take([well], LiveScenes.Noon.AddSeconds(6));
        Assert.Null(_model.Hosts[0].Silence);
    }

    [Fact]
    public void What_happened_is_in_the_order_of_time_and_there_once_however_often_it_is_told()
    {
        var first = new Notice { Event = NoticeKind.Down, Time = LiveScenes.Noon, Instance = "reads", Reason = "refused" };
        var second = first with { Event = NoticeKind.Up, Time = LiveScenes.Noon.AddSeconds(1) };
        _model.Take([second]);
        _model.Take([first, second]);

        Assert.Equal([NoticeKind.Down, NoticeKind.Up], _model.Events.Select(notice => notice.Event));
    }

    private LiveServer Only() => Assert.Single(LiveSelection.Servers(_model.Hosts));
}

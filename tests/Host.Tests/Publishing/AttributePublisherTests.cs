using LvsPluggable.Host.Publishing;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Host.Tests.Publishing;

public sealed class AttributePublisherTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HostThreads _threads = new();
    private readonly Board _board = new();
    private readonly List<string?> _record = [];
    private readonly AttributePublisher _publisher;
    private volatile int _count = 3;

    public AttributePublisherTests() => _publisher = new AttributePublisher(() => _count, _board, _record.Add, _threads, _time, NullLogger.Instance);

    public void Dispose() => _threads.Dispose();

    [Fact]
    public async Task The_cluster_is_told_the_number_and_each_other_one()
    {
        _publisher.Use("fit");
        await BecomesAsync("fit=3");

        _count = 0;
        await BecomesAsync("fit=3 fit=0");

        await _publisher.EndAsync(removes: true, CancellationToken.None);
        Assert.Equal("fit=3 fit=0 -fit", _board.Said);
        Assert.Equal(["fit", "fit", null], _record);
    }

    [Fact]
    public async Task What_has_not_changed_is_told_again_each_minute_only()
    {
        _publisher.Use("fit");
        await BecomesAsync("fit=3");
        var begun = _time.GetUtcNow();

        await BecomesAsync("fit=3 fit=3");

        Assert.InRange(_time.GetUtcNow() - begun, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(63));
    }

    [Fact]
    public async Task Another_name_takes_the_place_of_the_former_one_and_none_removes_it()
    {
        _publisher.Use("fit");
        await BecomesAsync("fit=3");

        _publisher.Use("other");
        await BecomesAsync("fit=3 -fit other=3");
        _publisher.Use(null);
        await BecomesAsync("fit=3 -fit other=3 -other");

        await _publisher.EndAsync(removes: true, CancellationToken.None);
        Assert.Equal("fit=3 -fit other=3 -other", _board.Said);
    }

    [Fact]
    public async Task A_host_that_leaves_its_table_to_another_one_leaves_the_attribute_too()
    {
        _publisher.Use("fit");
        await BecomesAsync("fit=3");

        await _publisher.EndAsync(removes: false, CancellationToken.None);

        Assert.Equal(("fit=3", "fit"), (_board.Said, Assert.Single(_record)));
    }

    [Fact]
    public async Task A_cluster_that_does_not_take_it_is_a_problem_until_it_does_and_it_is_asked_seldom()
    {
        _board.Problem = "attrd_updater ended with exit code 102";
        _publisher.Use("fit");
        await HoldsAsync(() => _publisher.Problem is not null);
        Assert.Equal("publish_attribute: the cluster does not take it: attrd_updater ended with exit code 102", _publisher.Problem);
        var begun = _time.GetUtcNow();
        _board.Problem = null;

        await BecomesAsync("fit=3");

        Assert.InRange(_time.GetUtcNow() - begun, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(13));
        await HoldsAsync(() => _publisher.Problem is null);
    }

    private Task BecomesAsync(string said) => HoldsAsync(() => _board.Said == said);

    private Task HoldsAsync(Func<bool> isSo) => Eventually.HoldsAsync(
        () =>
        {
            if (isSo())
            {
                return true;
            }

            _time.Advance(TimeSpan.FromSeconds(1));
            return false;
        },
        "it should be so");

    private sealed class Board : INodeAttributes
    {
        private volatile string _said = "";

        public string Said => _said;

        public string? Problem { get; set; }

        public Task SetAsync(string name, string value, CancellationToken cancellationToken) => SayAsync($"{name}={value}");

        public Task DeleteAsync(string name, CancellationToken cancellationToken) => SayAsync($"-{name}");

        private Task SayAsync(string words)
        {
            if (Problem is not null)
            {
                throw new InvalidOperationException(Problem);
            }

            _said = $"{_said} {words}".TrimStart();
            return Task.CompletedTask;
        }
    }
}

using System.Net;
using LvsPluggable.Postgres.Source;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Postgres.Tests.Source;

public sealed class HostNamesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<IPAddress[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    [Fact]
    public async Task While_the_resolver_does_not_answer_no_more_than_some_names_are_looked_up_at_once()
    {
        var names = new HostNames(_time, LookUpAsync);
        var finding = Enumerable.Range(0, 1000).Select(number => names.FindAsync($"node{number}", CancellationToken.None)).ToList();
        await Eventually.EqualAsync(HostNames.MostAtOnce, () => Task.FromResult(Volatile.Read(ref _asked)), "some are looked up");

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.All(await Task.WhenAll(finding).WaitAsync(Eventually.Deadline), Assert.Empty);
        Assert.Equal(HostNames.MostAtOnce, Volatile.Read(ref _asked));
        var next = names.FindAsync("another", CancellationToken.None);
        Assert.Equal(HostNames.MostAtOnce, Volatile.Read(ref _asked));
        _answer.SetResult([IPAddress.Parse("10.0.0.1")]);
        Assert.Equal([IPAddress.Parse("10.0.0.1")], await next.WaitAsync(Eventually.Deadline));
    }

    private Task<IPAddress[]> LookUpAsync(string name)
    {
        Interlocked.Increment(ref _asked);
        return _answer.Task;
    }
}

namespace LvsPluggable.Testing.Tests;

public sealed class ConformanceTests
{
    [Fact]
    public async Task What_ends_when_it_is_told_to_conforms()
    {
        await Conformance.OfSourceAsync(() => new Subject { List = async token => await Never<IReadOnlyList<RealServer>>(token) });
        await Conformance.OfCheckAsync(() => new Subject { Check = async token => await Never<HealthResult>(token) });
        await Conformance.OfCheckAsync(() => new Subject { Check = _ => throw new InvalidOperationException("not today") });
    }

    [Fact]
    public Task A_call_that_ignores_its_token_is_told() => BreaksAsync(
        new Subject { Check = async _ => await Never<HealthResult>(CancellationToken.None) },
        "the call goes on for more than 2 s after its token was cancelled");

    [Fact]
    public Task A_call_that_keeps_its_caller_is_told()
    {
        var never = new ManualResetEventSlim();
        return BreaksAsync(
            new Subject
            {
                Check = _ =>
                {
                    never.Wait(CancellationToken.None);
                    return default;
                },
            },
            "the call keeps its caller for more than 2 s before it returns a task");
    }

    [Fact]
    public Task A_wait_for_wake_ups_that_ignores_its_token_is_told() => BreaksAsync(
        new Subject { Wait = _ => new(Never<bool>(CancellationToken.None)) },
        "WaitForChangeAsync goes on for more than 2 s after its token was cancelled");

    [Fact]
    public Task A_second_dispose_that_throws_is_told() => BreaksAsync(
        new Subject { Dispose = time => time == 1 ? ValueTask.CompletedTask : throw new ObjectDisposedException("connection") },
        "one that was never called cannot be disposed of again (ObjectDisposedException: ");

    [Fact]
    public Task A_dispose_that_does_not_end_is_told() => BreaksAsync(
        new Subject { Dispose = _ => new(Never<bool>(CancellationToken.None)) }, "one that was never called is not disposed of within 2 s");

    [Fact]
    public Task A_status_that_is_none_is_told() => BreaksAsync(
        new Subject { Check = _ => new(new HealthResult { Status = (HealthStatus)99 }) },
        "the call answers what cannot be: the check answered with status 99, which is none");

    [Fact]
    public Task A_measurement_that_can_be_no_metric_is_told() => BreaksAsync(
        new Subject { Measurements = [new Measurement { Name = "Kit Wait", Value = 1 }] },
        "the call answers what cannot be: it measured 1 as \"Kit Wait\"; that should be a number, and a name of lower-case letters, digits and underscores");

    [Fact]
    public async Task A_source_that_answers_null_is_told()
    {
        var broken = await Assert.ThrowsAsync<PluginTestException>(
            () => Conformance.OfSourceAsync(() => new Subject { List = _ => new((IReadOnlyList<RealServer>)null!) }));

        Assert.Equal(
            "The source breaks what the host counts on: the call answers what cannot be: the source returned null instead of a list.", broken.Message);
    }

    [Fact]
    public async Task What_cannot_be_created_is_told()
    {
        var broken = await Assert.ThrowsAsync<PluginTestException>(() => Conformance.OfCheckAsync(() => throw new InvalidOperationException("not today")));

        Assert.Contains("it cannot be created: InvalidOperationException: not today", broken.Message, StringComparison.Ordinal);
    }

    private static async Task BreaksAsync(Subject subject, string rule)
    {
        var broken = await Assert.ThrowsAsync<PluginTestException>(() => Conformance.OfCheckAsync(() => subject));

        Assert.StartsWith($"The check breaks what the host counts on: {rule}", broken.Message, StringComparison.Ordinal);
    }

    private static async Task<T> Never<T>(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException("it ended");
    }
}

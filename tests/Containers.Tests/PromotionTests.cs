using LvsPluggable.Containers.Tests.Lab;
using LvsPluggable.Postgres.Tests.Check;
using LvsPluggable.Postgres.Tests.Lab;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Containers.Tests;

/// <summary>A standby, made for this, that becomes a primary.</summary>
[Collection(ContainersCollection.Name)]
public sealed class PromotionTests(Clusters clusters)
{
    [SkippableTheory]
    [EveryMajor]
    public async Task A_standby_that_is_promoted_is_not_fit_for_reads_and_leaves_the_list_of_its_former_primary(int major)
    {
        var cluster = await clusters.OfAsync(major);
        await using var promoted = await cluster.StartStandbyAsync("promoted", cluster.Primary);
        await cluster.Primary.StreamsToAsync(3);
        var all = Plugin.Sorted(cluster.Standby1, cluster.Standby2, promoted);
        var clock = new FakeTimeProvider();
        await using var alone = Plugin.For(clock, cluster).Source!();
        Assert.Equal(all, (await alone.GetRealServersAsync(CancellationToken.None)).Hosts());
        var builder = Plugin.For(cluster);
        await using var source = new RunningSource(builder);
        await source.ListsAsync(all);
        await using var check = builder.CheckOf(promoted);
        await check.IsHealthyAsync();

        await promoted.ExecuteAsync("SELECT pg_promote()");

        Checks.IsCertain(await check.AskAsync(), "it is a primary");

        // Who has seen both does not believe the older one, and the list stays.
        await Eventually.HoldsAsync(() => source.Last.Problem is not null, "it is not believed");
        Assert.Contains("a former primary, on timeline 1, while promoted:5432 is on 2", source.Last.Problem!, StringComparison.Ordinal);
        Assert.Equal(string.Join(' ', all), source.Hosts);

        // Who has not waits whether it comes back, and then it is gone.
        await cluster.Primary.StreamsToAsync(2);
        Assert.Equal(all, (await alone.GetRealServersAsync(CancellationToken.None)).Hosts());
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(
            Plugin.Sorted(cluster.Standby1, cluster.Standby2), (await alone.GetRealServersAsync(CancellationToken.None)).Hosts());
    }
}

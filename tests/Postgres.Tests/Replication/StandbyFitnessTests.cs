using System.Net;
using LvsPluggable.Postgres.Replication;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Postgres.Tests.Replication;

public sealed class StandbyFitnessTests
{
    private static readonly IPAddress A = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress B = IPAddress.Parse("10.0.0.2");
    private static readonly HealthResult Fit = HealthResult.Healthy();

    private readonly FakeTimeProvider _time = new();
    private readonly StandbyFitness _fitness;
    private readonly object _a = new();
    private readonly object _b = new();

    public StandbyFitnessTests()
    {
        _fitness = new StandbyFitness(_time);
        _fitness.Add(_a, A);
        _fitness.Add(_b, B);
    }

    [Fact]
    public void The_primary_is_needed_when_the_last_standby_fails_and_not_before()
    {
        Check(_a, Fit);
        Check(_b, Fit);
        Assert.False(IsNeeded());
        Assert.True(Check(_a, HealthResult.Unhealthy("gone")));
        Assert.False(IsNeeded());
        Assert.True(Check(_b, HealthResult.Drain("late")));
        Assert.True(IsNeeded());
    }

    [Fact]
    public void Nothing_is_needed_while_a_standby_has_not_been_checked_yet()
    {
        Check(_a, HealthResult.Unhealthy("gone"));
        Assert.False(IsNeeded());

        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.True(IsNeeded());
    }

    [Fact]
    public void One_time_out_is_no_reason_and_two_are()
    {
        Check(_a, HealthResult.Unhealthy("gone"));
        Check(_b, Fit);
        Assert.False(Check(_b, HealthResult.Failing("late")));
        Assert.False(IsNeeded());
        Assert.True(Check(_b, HealthResult.Failing("late")));
        Assert.True(IsNeeded());
    }

    [Fact]
    public void What_cannot_be_told_changes_nothing()
    {
        Check(_a, HealthResult.Unhealthy("gone"));
        Check(_b, Fit);
        Assert.False(Check(_b, HealthResult.Unknown("full")));
        Assert.False(IsNeeded());
    }

    [Fact]
    public void The_primary_stays_until_a_standby_has_been_fit_for_a_while()
    {
        Check(_a, HealthResult.Unhealthy("gone"));
        Check(_b, HealthResult.Unhealthy("gone"));
        Check(_a, Fit);
        Check(_a, Fit);
        Check(_a, Fit);
        Assert.True(IsNeeded(doesAlready: true));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(IsNeeded(doesAlready: true));

        Check(_a, HealthResult.Failing("late"));
        Assert.True(IsNeeded(doesAlready: true));
    }

    [Fact]
    public void A_fit_standby_that_is_not_listed_or_no_standby_at_all_is_no_help()
    {
        Check(_a, HealthResult.Unhealthy("gone"));
        Check(_b, Fit);

        Assert.True(_fitness.NeedsPrimary(new HashSet<IPAddress> { A }, doesAlready: false));
        Assert.True(_fitness.NeedsPrimary(new HashSet<IPAddress>(), doesAlready: false));
        _fitness.Remove(_b);
        Assert.True(IsNeeded());
    }

    [Fact]
    public void A_primary_that_is_checked_is_no_fit_standby()
    {
        Check(_a, HealthResult.Unhealthy("gone"));
        _fitness.Checked(_b, isStandby: false, Fit);

        Assert.True(IsNeeded());
    }

    private bool Check(object check, HealthResult result) => _fitness.Checked(check, isStandby: true, result);

    private bool IsNeeded(bool doesAlready = false) => _fitness.NeedsPrimary(new HashSet<IPAddress> { A, B }, doesAlready);
}

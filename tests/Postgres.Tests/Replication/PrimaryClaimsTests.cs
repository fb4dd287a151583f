using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Tests.Replication;

public sealed class PrimaryClaimsTests
{
    private static readonly ServerIdentity One = new("7000000000000000001", "100.5");
    private static readonly ServerIdentity Other = One with { Started = "200.5" };

    private readonly PrimaryClaims _claims = new();

    public PrimaryClaimsTests()
    {
        _claims.Add("one:5432", One, 2, TimeSpan.Zero);
        _claims.Add("other:5432", Other, 2, TimeSpan.Zero);
    }

    [Fact]
    public void Two_servers_on_one_timeline_are_rivals_and_on_different_ones_they_are_not()
    {
        Assert.Equal("other:5432", _claims.RivalOf(One, 2, TimeSpan.Zero));
        Assert.Equal("one:5432", _claims.RivalOf(Other, 2, TimeSpan.Zero));
        Assert.Null(_claims.RivalOf(One, 3, TimeSpan.Zero));
        Assert.Null(_claims.RivalOf(One with { System = "7000000000000000002" }, 2, TimeSpan.Zero));
    }

    [Fact]
    public void One_server_at_two_addresses_is_no_rival_of_itself_and_ends_at_both()
    {
        _claims.Add("vip:5432", Other, 2, TimeSpan.Zero);
        _claims.Remove("one:5432");
        Assert.Null(_claims.RivalOf(Other, 2, TimeSpan.Zero));

        _claims.Remove("vip:5432");
        Assert.Null(_claims.RivalOf(One, 2, TimeSpan.Zero));
    }

    [Fact]
    public void A_claim_that_is_not_repeated_lapses()
    {
        Assert.NotNull(_claims.RivalOf(One, 2, PrimaryClaims.Patience));
        Assert.Null(_claims.RivalOf(One, 2, PrimaryClaims.Patience + TimeSpan.FromSeconds(1)));
    }
}

using System.Net;
using LvsPluggable.Postgres.Source;
using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Postgres.Tests.Source;

public sealed class StandbyListTests
{
    private static readonly string[] AllStates = ["async", "potential", "sync", "quorum"];

    private readonly TestBuilder _log = new();
    private readonly StandbyList _list;

    public StandbyListTests() => _list = new StandbyList(AllStates.ToHashSet(), _log);

    [Fact]
    public async Task Of_a_hundred_rows_with_odd_names_only_hosts_are_named_and_the_others_go_by_their_address()
    {
        string[] odd =
        [
            "", " ", "walreceiver", "pg_basebackup", "15/main", "1", "2", "007", "0x7f000001", "127.1", "10.0.0.1.", "a b", "-rf", "a-",
            "'; DROP TABLE users; --", "\"", "\\", "\t", "\n", "\r\n", "$(reboot)", "`x`", "naïve", "\U0001F418", "名前", "..", "a..b", ".a",
            new string('a', 64), new string('a', 63) + "." + new string('b', 250), "host:5432", "[::1]", "fe80::1%eth0", "10.0.0.256",
            "::ffff:10.0.0.1:5432", "a/b", "a,b", "a;b", "NULL", "\\N", "%s", "*", "localhost", "ip6-localhost",
        ];
        var rows = Enumerable.Range(0, 100)
            .Select(number => Row(odd[number % odd.Length], $"10.1.{number / 50}.{(number % 50) + 1}")).ToList();
        var namer = Namer(HostNaming.ApplicationName, ("localhost", "127.0.0.1"), ("ip6-localhost", "::1"));

        var listed = _list.Update(await namer.NameAsync(rows, CancellationToken.None), [], TimeSpan.Zero);

        Assert.Equal(
            rows.Select(row => $"{row.ClientAddress}").Order(StringComparer.Ordinal),
            listed.Select(server => server.Host).Order(StringComparer.Ordinal));
        Assert.Empty(_log.Log);
    }

    [Fact]
    public async Task Names_that_resolve_and_addresses_as_they_are_written_are_used()
    {
        ReplicationRow[] rows =
        [
            Row("db1", "10.1.0.1"), Row("DB-2.example.com", "10.1.0.2"), Row("10.1.0.33", "10.1.0.3"), Row("fd00::4", "10.1.0.4"),
            Row("unknown", "10.1.0.5"), Row("under_score", null),
        ];
        var namer = Namer(
            HostNaming.ApplicationName, ("db1", "10.1.0.1"), ("DB-2.example.com", "10.1.0.2"), ("under_score", "10.1.0.6"));

        var listed = _list.Update(await namer.NameAsync(rows, CancellationToken.None), [], TimeSpan.Zero);

        Assert.Equal(["10.1.0.33", "10.1.0.5", "DB-2.example.com", "db1", "fd00::4", "under_score"], listed.Select(server => server.Host));
        listed = _list.Update(
            await Namer(HostNaming.ClientAddr).NameAsync([Row("db1", "10.1.0.1")], CancellationToken.None), [], TimeSpan.FromSeconds(31));
        Assert.Equal(["10.1.0.1"], listed.Select(server => server.Host));
    }

    [Fact]
    public async Task A_standby_of_which_nothing_is_known_is_left_out_and_that_is_said_once()
    {
        var rows = await Namer(HostNaming.ApplicationName).NameAsync([Row("walreceiver", null)], CancellationToken.None);

        Assert.Empty(_list.Update(rows, [], TimeSpan.Zero));
        Assert.Empty(_list.Update(rows, [], TimeSpan.FromSeconds(1)));
        Assert.Contains("\"walreceiver\" is left out", Assert.Single(_log.Log).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_rows_of_one_standby_the_one_that_streams_and_was_seen_last_counts()
    {
        var listed = _list.Update(
            [
                Named("db1", Row("db1", "10.1.0.1") with { SyncState = "sync", LastSeen = 5 }),
                Named("db1", Row("db1", "10.1.0.1") with { SyncState = "quorum", LastSeen = 9 }),
                Named("DB1", Row("db1", "10.1.0.1") with { State = "catchup", LastSeen = 10 }),
            ],
            [],
            TimeSpan.Zero);

        Assert.Equal("quorum", Assert.Single(listed).Labels["sync_state"]);
    }

    [Fact]
    public void Two_standbys_of_one_name_are_named_with_both_addresses_and_a_reconnection_is_not()
    {
        var listed = _list.Update(
            [
                Named("db1", Row("db1", "10.1.0.1") with { LastSeen = 5 }),
                Named("db1", Row("db1", "10.1.0.2") with { LastSeen = 9 }),
                Named("db2", Row("db2", "10.1.0.3") with { LastSeen = 5 }),
                Named("db2", Row("db2", "10.1.0.3") with { LastSeen = 9 }),
            ],
            [],
            TimeSpan.Zero);

        Assert.Equal(["db1", "db2"], listed.Select(server => server.Host));
        Assert.Equal(
            "more than one standby calls itself db1: those at 10.1.0.1 and 10.1.0.2; the last, which replied last, counts",
            Assert.Single(_list.Problems));
        _list.Update([Named("db1", Row("db1", "10.1.0.2"))], [], TimeSpan.FromSeconds(1));
        Assert.Empty(_list.Problems);
    }

    [Theory]
    [InlineData("10.1.0.1", true, "db1", null)]
    [InlineData("10.1.0.1", false, "db1", null)]
    [InlineData("::ffff:10.1.0.1", false, "db1", null)]
    [InlineData("10.9.0.1", true, "db1", "10.9.0.1")]
    [InlineData("10.9.0.1", false, null, null)]
    [InlineData(null, true, "db1", null)]
    [InlineData(null, false, null, null)]
    public async Task A_name_of_another_address_than_the_receivers_counts_only_where_names_are_trusted(
        string? receiver, bool areTrusted, string? host, string? replicatesFrom)
    {
        var names = new HostNames(TimeProvider.System, _ => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.0.1")]));
        var namer = new RowNamer(HostNaming.ApplicationName, names, areTrusted);

        var listed = _list.Update(await namer.NameAsync([Row("db1", receiver)], CancellationToken.None), [], TimeSpan.Zero);

        Assert.Equal(host, listed.SingleOrDefault()?.Host);
        Assert.Equal(replicatesFrom, listed.SingleOrDefault()?.Labels.GetValueOrDefault("replicates_from"));
        Assert.Equal(
            host is null ? 1 : 0,
            _list.Problems.Count(problem => problem.Contains("postgres_trust_names", StringComparison.Ordinal)));
        Assert.Empty(_log.Log);
    }

    [Fact]
    public void One_that_stops_streaming_stays_for_a_while_and_one_that_never_did_does_not_come()
    {
        Assert.Empty(_list.Update([Named("db1", Row("db1", "10.1.0.1") with { State = "catchup" })], [], TimeSpan.Zero));
        Assert.Single(_list.Update([Named("db1", Row("db1", "10.1.0.1"))], [], TimeSpan.FromSeconds(1)));
        Assert.Single(_list.Update([], [], TimeSpan.FromSeconds(31)));
        Assert.Empty(_list.Update([], [], TimeSpan.FromSeconds(31.1)));
    }

    [Fact]
    public void One_that_became_the_primary_goes_at_once()
    {
        Assert.Single(_list.Update([Named("db1", Row("db1", "10.1.0.1"))], [], TimeSpan.Zero));
        Assert.Empty(_list.Update([], [IPAddress.Parse("10.1.0.1")], TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void What_is_no_standby_never_counts() =>
        Assert.Empty(_list.Update([Named("db1", Row("db1", "10.1.0.1") with { IsStandby = false })], [], TimeSpan.Zero));

    private static ReplicationRow Row(string name, string? address) => new()
    {
        ApplicationName = name,
        ClientAddress = address is null ? null : IPAddress.Parse(address),
        State = "streaming",
        SyncState = "async",
        IsStandby = true,
    };

    private static NamedRow Named(string host, ReplicationRow row) => new(row, host, [row.ClientAddress!]);

    private static RowNamer Namer(HostNaming naming, params (string Name, string Address)[] known) => new(
        naming,
        new HostNames(TimeProvider.System, name => Task.FromResult<IPAddress[]>(
            [.. known.Where(host => host.Name == name).Select(host => IPAddress.Parse(host.Address))])),
        areTrusted: true);
}

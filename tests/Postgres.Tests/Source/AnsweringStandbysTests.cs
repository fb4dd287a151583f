using System.Net;
using System.Net.Sockets;
using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Failures;
using LvsPluggable.Postgres.Replication;
using LvsPluggable.Postgres.Source;

namespace LvsPluggable.Postgres.Tests.Source;

public sealed class AnsweringStandbysTests
{
    private readonly AnsweringStandbys _standbys = new(
        new Cluster(TimeSpan.FromSeconds(10), TimeProvider.System), new GivenLists(), AddressFamily.InterNetwork, areAllStates: true);

    [Fact]
    public void A_server_that_answers_at_several_addresses_is_listed_once_and_not_under_one_that_only_this_machine_has()
    {
        string[] node2 = ["fe80::1", "127.0.1.1", "192.0.2.2"];
        string[] node3 = ["192.0.2.3", "192.0.2.4"];

        Assert.Equal(
            ["node2 192.0.2.2", "node3 192.0.2.3"],
            List([.. node2.Select(at => Standby("node2", at, node2)), .. node3.Select(at => Standby("node3", at, node3))]));
    }

    [Fact]
    public void A_server_that_answers_only_where_this_machine_sees_it_is_listed_under_the_other_address_of_its_name()
    {
        Assert.Equal(["node2 192.0.2.2"], List([Standby("node2", "127.0.1.1", "127.0.1.1", "192.0.2.2")]));
        Assert.Equal(["node2 127.0.1.1"], List([Standby("node2", "127.0.1.1", "127.0.1.1", "2001:db8::2")]));
    }

    private IEnumerable<string> List(IReadOnlyList<Probe> probes) =>
        _standbys.List(new NoPrimaryException(new Failure(Verdict.Failing, "no primary"), probes, []), out _)!
            .Select(server => $"{server.Host} {server.Address}");

    private static Probe Standby(string host, string answered, params string[] addresses) =>
        new(new SourceServer(host, [.. addresses.Select(IPAddress.Parse)], Server(IPAddress.Parse(answered))))
        {
            Standby = new ServerIdentity("7", host),
        };

    private static Server Server(IPAddress address) => new(
        $"{address}:5432", address, 5432, $"{address}", () => throw new InvalidOperationException(), new ConnectionSlots(1), TimeProvider.System);
}

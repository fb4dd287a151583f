using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class DrainCheckTests
{
    private const string Attribute = "lvsdr-drain-reads";

    private readonly FakeTimeProvider _time = new();
    private ClusterState? _state = Cluster.Of();

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    [InlineData("Yes")]
    [InlineData("on")]
    public async Task A_node_whose_attribute_is_true_is_drained(string value)
    {
        _state = Cluster.Of(With(Attribute, value), Cluster.Node("b"));

        Assert.Equal(HealthResult.Drain($"attribute {Attribute} is \"{value}\" on a"), await CheckAsync("a"));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync("b")).Status);
    }

    [Theory]
    [InlineData(Attribute, "false")]
    [InlineData(Attribute, "0")]
    [InlineData(Attribute, "")]
    [InlineData("lvsdr-drain-other", "true")]
    public async Task A_node_with_another_value_or_another_attribute_is_not(string attribute, string value)
    {
        _state = Cluster.Of(With(attribute, value));

        Assert.Equal(HealthResult.Recovered("not drained"), await CheckAsync("a"));
    }

    [Fact]
    public async Task A_server_that_is_no_node_is_not_drained() =>
        Assert.Equal(HealthResult.Recovered("not drained"), await CheckAsync("outside"));

    [Fact]
    public async Task A_cluster_that_cannot_be_seen_keeps_nobody_out_and_nobody_in()
    {
        await using var check = Check("a");
        Becomes(null);
        Assert.Equal(HealthResult.Recovered("not known to be drained: no cluster"), await check.CheckAsync(CancellationToken.None));

        Becomes(Cluster.Of(With(Attribute, "true")));
        Assert.Equal(HealthStatus.Drain, (await check.CheckAsync(CancellationToken.None)).Status);
        Becomes(null);
        Assert.Equal("no cluster", (await Assert.ThrowsAsync<InvalidOperationException>(() => check.CheckAsync(CancellationToken.None).AsTask())).Message);
    }

    private static ClusterNode With(string attribute, string value) => Cluster.Node("a") with
    {
        Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { [attribute] = value },
    };

    private async Task<HealthResult> CheckAsync(string host)
    {
        await using var check = Check(host);
        return await check.CheckAsync(CancellationToken.None);
    }

    // What was seen serves for a while.
    private void Becomes(ClusterState? state)
    {
        _state = state;
        _time.Advance(ClusterView.Freshness * 2);
    }

    private DrainCheck Check(string host)
    {
        var view = new ClusterView(
            _ => _state is null ? throw new InvalidOperationException("no cluster") : Task.FromResult(_state),
            Eventually.Deadline,
            _ => throw new NotSupportedException(),
            QuorumLoss.Keep,
            _time);
        var server = new RealServer { Host = host, Address = IPAddress.Parse("10.0.0.1") };
        return new DrainCheck(
            new NodeQuestion(server, view, new NodeFinder(_time, (_, _) => Task.FromResult<IPAddress[]>([])), _time, Eventually.Deadline), Attribute);
    }
}

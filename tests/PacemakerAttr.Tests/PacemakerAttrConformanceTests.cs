using System.Net;
using LvsPluggable.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public sealed class PacemakerAttrConformanceTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly FakeCrmMon _hanging = new("exec sleep 60");
    private readonly ClusterView _view;

    public PacemakerAttrConformanceTests() => _view = ClusterView.Create(
        new CrmMon(_hanging.Path, Deadline), Deadline, QuorumLoss.Keep, TimeProvider.System, NullLogger.Instance);

    public void Dispose() => _hanging.Dispose();

    [Fact]
    public Task Its_source_is_what_the_host_counts_on_beside_a_cluster_that_does_not_answer() =>
        Conformance.OfSourceAsync(() => new ClusterSource(_view, state => state.UsableNodes));

    [Fact]
    public Task Its_check_is_what_the_host_counts_on_beside_a_cluster_that_does_not_answer() => Conformance.OfCheckAsync(
        () => new DrainCheck(
            new NodeQuestion(
                new RealServer { Host = "node1", Address = IPAddress.Loopback },
                _view,
                new NodeFinder(TimeProvider.System, Dns.GetHostAddressesAsync),
                TimeProvider.System,
                Deadline),
            "lvsdr-drain"));
}

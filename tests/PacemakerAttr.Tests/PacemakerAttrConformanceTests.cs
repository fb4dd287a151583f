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

    public static TheoryData<Type> Parts => [.. PluginParts.Of(typeof(PacemakerAttrPlugin).Assembly)];

    [Theory]
    [MemberData(nameof(Parts))]
    public Task Each_source_and_check_is_what_the_host_counts_on_beside_a_cluster_that_does_not_answer(Type part) => part.Name switch
    {
        nameof(ClusterSource) => Conformance.OfSourceAsync(() => new ClusterSource(_view, state => state.UsableNodes)),
        nameof(AttributeCheck) => Conformance.OfCheckAsync(() => new AttributeCheck(Question(), new AttributeRule("readable", AttributeValue.Parse("1")))),
        nameof(CloneCheck) => Conformance.OfCheckAsync(() => new CloneCheck(Question(), LvsClone.Named("reads")!)),
        nameof(DrainCheck) => Conformance.OfCheckAsync(() => new DrainCheck(Question(), "lvsdr-drain")),
        _ => throw new NotSupportedException($"{part.Name} is not put through what every source and check is."),
    };

    private NodeQuestion Question() => new(
        new RealServer { Host = "node1", Address = IPAddress.Loopback },
        _view,
        new NodeFinder(TimeProvider.System, Dns.GetHostAddressesAsync),
        TimeProvider.System,
        Deadline);
}

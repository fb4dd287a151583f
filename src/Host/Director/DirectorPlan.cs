using System.Net.Sockets;
using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.Director;

/// <summary>All that a director is asked to keep.</summary>
internal sealed record DirectorPlan
{
    public required IReadOnlyList<ServiceDefinition> Services { get; init; }

    /// <summary>Whether the kernel settings of a director are kept too.</summary>
    public bool ManageKernelSettings { get; init; } = true;

    /// <summary>Who is told what happens; null when nobody is.</summary>
    public NoticeSettings? Notices { get; init; }

    /// <summary>The node attribute in which the cluster is told how many real servers are fit; null when it is not.</summary>
    public string? PublishedAttribute { get; init; }

    /// <summary>Whether addresses of IPv6 are translated for any service.</summary>
    public bool TranslatesIPv6 => Services.Any(service =>
        service.Service.Key.AddressFamily == AddressFamily.InterNetworkV6 && service.Discovery.Reach.MayTranslate);

    /// <summary>What of the kernel's settings users ask for.</summary>
    public KernelWishes Wishes { get; init; } = KernelWishes.None;

    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromSeconds(5);
}

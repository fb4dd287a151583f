using System.Net.NetworkInformation;

namespace LvsPluggable.Host.Discovery;

/// <summary>The addresses of this machine.</summary>
internal static class OwnAddresses
{
    /// <summary>Those of all interfaces that are up, except loopback ones, in the kernel's order: an interface's own address comes first.</summary>
    /// <exception cref="NetworkInformationException">The kernel does not say.</exception>
    public static IReadOnlyList<IPNetworkAddress> Read() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(nic => nic.NetworkInterfaceType != NetworkInterfaceType.Loopback && nic.OperationalStatus == OperationalStatus.Up)
            .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
            .Where(address => !address.Address.IsIPv6LinkLocal)
            .Select(address => new IPNetworkAddress(address.Address, address.PrefixLength)),
    ];
}

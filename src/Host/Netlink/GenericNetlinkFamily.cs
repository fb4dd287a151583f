using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Netlink;

/// <summary>A generic netlink family as the kernel registered it; the number changes when its module is loaded again.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GenericNetlinkFamily(ushort Id, uint Version);

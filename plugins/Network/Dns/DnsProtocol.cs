namespace LvsPluggable.Plugins.Network.Dns;

/// <summary>How a question is sent to a name server.</summary>
internal enum DnsProtocol
{
    /// <summary>By UDP, and again by TCP when the answer does not fit.</summary>
    Udp,

    /// <summary>By TCP.</summary>
    Tcp,
}

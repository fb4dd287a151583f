namespace LvsPluggable.Plugins.Network.Dns;

/// <summary>Types of records; the numbers are those of the protocol (IANA, "Resource Record (RR) TYPEs").</summary>
internal enum DnsRecordType
{
    /// <summary>IPv4 addresses.</summary>
    A = 1,

    /// <summary>Name servers.</summary>
    Ns = 2,

    /// <summary>The name that this one stands for.</summary>
    Cname = 5,

    /// <summary>Who is responsible for a zone.</summary>
    Soa = 6,

    /// <summary>The name of an address.</summary>
    Ptr = 12,

    /// <summary>Mail servers.</summary>
    Mx = 15,

    /// <summary>Text.</summary>
    Txt = 16,

    /// <summary>IPv6 addresses.</summary>
    Aaaa = 28,

    /// <summary>Servers of a service.</summary>
    Srv = 33,
}

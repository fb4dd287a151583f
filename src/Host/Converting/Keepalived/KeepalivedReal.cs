using System.Net;

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads a real_server.</summary>
internal static class KeepalivedReal
{
    /// <summary>Reads it, without its checkers.</summary>
    /// <param name="real">The statement.</param>
    /// <param name="method">How packets reach it where it does not say.</param>
    public static ConvertedServer Read(Statement real, (string Method, Dictionary<string, string> Tunnel) method)
    {
        var (own, tunnel) = KeepalivedForwarding.Read(real, KeepalivedForwarding.Keywords, method);
        return new ConvertedServer
        {
            Place = real.Place,
            Host = IPAddress.TryParse(real.Word(0), out var address) ? address.ToString() : real.Word(0),
            Port = real.Word(1),
            Weight = real.TakeLast("weight")?.Word(0) ?? "1",
            Upper = real.TakeLast("uthreshold")?.Word(0) ?? "",
            Lower = real.TakeLast("lthreshold")?.Word(0) ?? "",
            Method = own,
            Tunnel = tunnel,
        };
    }
}

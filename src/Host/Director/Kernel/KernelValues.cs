using System.Globalization;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director.Kernel;

/// <summary>
/// Reads and sets one setting of the kernel, as text: a time-out of IPVS, what is below net.ipv4.vs, or, by its path below /proc/sys, another.
/// </summary>
internal sealed class KernelValues(IIpvsSettings kernel, string procSys)
{
    private const string Tcp = "tcp time-out";
    private const string TcpFin = "tcpfin time-out";
    private const string Udp = "udp time-out";

    /// <summary>The settings that make time-outs what they should be; one that is 0 is left as it is.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Timeouts timeouts) =>
        new[] { (Name: Tcp, Seconds: timeouts.Tcp), (Name: TcpFin, Seconds: timeouts.TcpFin), (Name: Udp, Seconds: timeouts.Udp) }
            .Where(timeout => timeout.Seconds != 0)
            .Select(timeout => (timeout.Name, timeout.Seconds.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The setting's name as people know it.</summary>
    public static string Shown(string name) => name is Tcp or TcpFin or Udp ? $"{name} of IPVS" : PathOf(name).Replace('/', '.');

    /// <exception cref="IpvsException">IPVS does not say it.</exception>
    /// <exception cref="IOException">There is no such setting.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public async Task<string> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (name is not (Tcp or TcpFin or Udp))
        {
            return string.Join(' ', File.ReadAllText(Path.Combine(procSys, PathOf(name))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        var timeouts = await kernel.GetTimeoutsAsync(cancellationToken);
        var seconds = name switch
        {
            Tcp => timeouts.Tcp,
            TcpFin => timeouts.TcpFin,
            _ => timeouts.Udp,
        };
        return seconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <exception cref="IpvsException">IPVS refuses it.</exception>
    /// <exception cref="IOException">The kernel refuses it.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not set it.</exception>
    public async Task WriteAsync(string name, string value, CancellationToken cancellationToken)
    {
        if (name is not (Tcp or TcpFin or Udp))
        {
            File.WriteAllText(Path.Combine(procSys, PathOf(name)), value);
            return;
        }

        var seconds = int.Parse(value, CultureInfo.InvariantCulture);
        await kernel.SetTimeoutsAsync(
            new Timeouts(name == Tcp ? seconds : 0, name == TcpFin ? seconds : 0, name == Udp ? seconds : 0), cancellationToken);
    }

    private static string PathOf(string name) => name.Contains('/', StringComparison.Ordinal) ? name : $"net/ipv4/vs/{name}";
}

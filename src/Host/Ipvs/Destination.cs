using System.Net;
using System.Text;

namespace LvsPluggable.Host.Ipvs;

/// <summary>The configuration of a destination (real server). Equality compares all of it and nothing else.</summary>
internal sealed record Destination
{
    private readonly IPEndPoint _endPoint = null!;
    private readonly int _weight = 1;

    /// <summary>
    /// What selects it within its service; port 0 only for a firewall mark or a service of every port: the port that the client asked for.
    /// </summary>
    /// <exception cref="ArgumentException">Set to an address with a zone.</exception>
    public required IPEndPoint EndPoint
    {
        get => _endPoint;
        init
        {
            Endpoint.Check(value.Address);
            _endPoint = value;
        }
    }

    public ForwardingMethod Method { get; init; } = ForwardingMethod.DirectRoute;

    /// <summary>Its share of new connections, in proportion to the others; 0: none, established ones go on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 0.</exception>
    public int Weight
    {
        get => _weight;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _weight = value;
        }
    }

    /// <summary>The number of connections above which it gets no new ones; 0: no limit.</summary>
    public uint UpperThreshold { get; init; }

    /// <summary>
    /// The number of connections below which an overloaded destination gets new ones again; 0: three quarters of
    /// <see cref="UpperThreshold"/>, which it must not exceed.
    /// </summary>
    public uint LowerThreshold { get; init; }

    /// <summary>The encapsulation; only for <see cref="ForwardingMethod.Tunnel"/>.</summary>
    public Tunnel Tunnel { get; init; }

    /// <summary>
    /// The line that <c>ipvsadm-save -n</c> prints for it, and its thresholds, which that leaves out although
    /// <c>ipvsadm -R</c> reads them.
    /// </summary>
    public string ToSaveLine(ServiceKey service) => $"-a {service} -r {EndPoint} {ToOptions()}";

    /// <summary>What <c>ipvsadm -a</c> takes after the address.</summary>
    public string ToOptions()
    {
        var method = Method switch
        {
            ForwardingMethod.Masquerade => "-m",
            ForwardingMethod.Tunnel => "-i",
            _ => "-g",
        };
        var options = new StringBuilder($"{method} -w {Weight}");
        if (UpperThreshold != 0)
        {
            options.Append($" -x {UpperThreshold}");
        }

        if (LowerThreshold != 0)
        {
            options.Append($" -y {LowerThreshold}");
        }

        if (Method == ForwardingMethod.Tunnel)
        {
            options.Append($" {Tunnel}");
        }

        return options.ToString();
    }
}

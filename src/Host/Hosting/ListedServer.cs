using System.Net;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Hosting;

/// <summary>One server of a <see cref="ServerListFile"/>.</summary>
internal sealed record ListedServer
{
    public required string Address { get; init; }

    public required int Port { get; init; }

    public required IReadOnlyList<string> Hosts { get; init; }

    public int? Weight { get; init; }

    /// <summary>Null where it is reached as all are.</summary>
    public ForwardMethod? ForwardMethod { get; init; }

    public int? UpperThreshold { get; init; }

    public int? LowerThreshold { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Seconds on the machine's monotonic clock at which it was listed no more.</summary>
    public double? LeavingSince { get; init; }

    /// <summary>What its weight in the kernel's table is multiplied by; null for 1.</summary>
    public int? Scale { get; init; }

    public static ListedServer Of(RememberedServer server) => new()
    {
        Address = server.Candidate.EndPoint.Address.ToString(),
        Port = server.Candidate.EndPoint.Port,
        Hosts = server.Candidate.Hosts,
        Weight = server.Candidate.Weight,
        ForwardMethod = server.Candidate.ForwardMethod,
        UpperThreshold = server.Candidate.UpperThreshold,
        LowerThreshold = server.Candidate.LowerThreshold,
        Labels = server.Candidate.Labels.Count == 0 ? null : server.Candidate.Labels,
        LeavingSince = server.LeavingSince?.TotalSeconds,
        Scale = server.Scale == 1 ? null : server.Scale,
    };

    /// <summary>The server.</summary>
    /// <param name="isSameBoot">Whether <see cref="LeavingSince"/> is of this boot; of an earlier one it says only that it was leaving.</param>
    /// <param name="now">The machine's monotonic clock.</param>
    /// <exception cref="FormatException">It is not one.</exception>
    public RememberedServer ToServer(bool isSameBoot, TimeSpan now) => new()
    {
        Candidate = new Candidate
        {
            EndPoint = Port is >= 0 and <= IPEndPoint.MaxPort && Hosts is [{ Length: > 0 }, ..]
                ? new IPEndPoint(IPAddress.Parse(Address), Port)
                : throw new FormatException("a server should have a port from 0 to 65535 and a name"),
            Hosts = Hosts,
            Weight = Weight,
            ForwardMethod = ForwardMethod,
            UpperThreshold = UpperThreshold is { } upper ? Math.Max(0, upper) : null,
            LowerThreshold = LowerThreshold is { } lower ? Math.Clamp(lower, 0, Math.Max(0, UpperThreshold ?? 0)) : null,
            Labels = Labels ?? new Dictionary<string, string>(StringComparer.Ordinal),
        },
        Scale = Math.Max(1, Scale ?? 1),
        LeavingSince = LeavingSince is { } since ? (isSameBoot ? TimeSpan.FromSeconds(since) : now) : null,
    };
}

using System.Collections.ObjectModel;
using System.Net;

namespace LvsPluggable.Host.Discovery;

/// <summary>A real server that the sources, taken together, list. Address and port are its identity.</summary>
internal sealed record Candidate
{
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>The names that the sources know it by; the first source's name is first.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The weight that a source asks for; null when none does.</summary>
    public int? Weight { get; init; }

    /// <summary>How packets reach it; null means as those of the virtual service.</summary>
    public ForwardMethod? ForwardMethod { get; init; }

    /// <summary>The number of connections above which it gets no new ones; 0: no limit; null: that of all.</summary>
    public int? UpperThreshold { get; init; }

    /// <summary>The number of connections below which it gets new ones again; 0 or null: three quarters of <see cref="UpperThreshold"/>.</summary>
    public int? LowerThreshold { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The name to show and to give to checks.</summary>
    public string Host => Hosts[0];

    /// <summary>Whether nobody ever told its name: it was found in the kernel's table, and its address stands for a name.</summary>
    public bool IsNameless { get; init; }

    /// <summary>Those of <see cref="Hosts"/> that are not its address.</summary>
    public IEnumerable<string> Names => Hosts.Where(host => host != EndPoint.Address.ToString());

    /// <summary>Whether all who list it know it by its address alone.</summary>
    public bool IsKnownByAddress => !Names.Any();

    /// <summary>A server that is in the kernel's table and of which nothing else is known.</summary>
    public static Candidate Nameless(IPEndPoint endPoint) =>
        new() { EndPoint = endPoint, Hosts = [endPoint.Address.ToString()], IsNameless = true };

    /// <summary>The server as a check is given it.</summary>
    public RealServer ToRealServer() => new()
    {
        Host = Host,
        Address = EndPoint.Address,
        Port = EndPoint.Port,
        Weight = Weight,
        ForwardMethod = ForwardMethod,
        UpperThreshold = UpperThreshold,
        LowerThreshold = LowerThreshold,
        Labels = Labels,
    };
}

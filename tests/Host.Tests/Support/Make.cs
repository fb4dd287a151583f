using System.Net;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Tests.Support;

/// <summary>Short ways to make what tests are about.</summary>
internal static class Make
{
    public static VirtualService Service { get; } = new()
    {
        Key = ServiceKey.ForAddress(TransportProtocol.Tcp, IPAddress.Parse("10.0.0.100"), 5432),
        Scheduler = "rr",
    };

    public static IPEndPoint EndPoint(int number) => new(IPAddress.Parse($"10.0.0.{number}"), 5432);

    public static Candidate Candidate(int number, int? weight = null) =>
        new() { EndPoint = EndPoint(number), Hosts = [$"node{number}"], Weight = weight };

    public static RealServer Server(int number, int? weight = null) =>
        new() { Host = $"node{number}", Address = EndPoint(number).Address, Weight = weight };

    public static Destination Destination(int number, int weight = 1) =>
        new() { EndPoint = new IPEndPoint(EndPoint(number).Address, 5432), Weight = weight };

    public static ServerHealth Health(HealthStatus status, int percent = 100) =>
        new() { Status = status, StatusWithoutDoubt = status, Reason = $"check: {status}", WeightPercent = percent, WasChecked = true };

    /// <summary>A server that only time-outs speak against.</summary>
    public static ServerHealth Doubt(HealthStatus before = HealthStatus.Healthy) =>
        Health(HealthStatus.Unhealthy) with { IsDoubt = true, StatusWithoutDoubt = before };

    public static Member Member(int number, ServerState state = ServerState.Up) =>
        new() { Candidate = Candidate(number), State = state, Reason = "before", Weight = state == ServerState.Up ? 1 : null };
}

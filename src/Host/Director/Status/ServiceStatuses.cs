using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director.Status;

/// <summary>Puts what a pass found and did into the words of the status.</summary>
internal static class ServiceStatuses
{
    /// <summary>The status of a service.</summary>
    /// <param name="definition">What it should be.</param>
    /// <param name="last">Its last pass.</param>
    /// <param name="work">What its sources and checks do; null before the first pass.</param>
    public static ServiceStatus Of(ServiceDefinition definition, PassOutcome last, ServiceWork? work) => new()
    {
        Name = definition.Name,
        Service = definition.Service.Key.ToString(),
        Twins = [.. definition.Keys.Skip(1).Select(twin => twin.ToString())],
        Scheduler = definition.Service.Scheduler,
        IsReady = last.IsReady,
        Sources = last.Facts is { } facts ? [.. facts.Sources.Select(ToStatus)] : [],
        Servers = last.Facts is { Table: var table } && last.Plan is { } plan ? ToStatus(definition, plan.Members, table, work) : [],
        IsQuorumDown = last.Plan?.IsQuorumDown,
        Problems = last.Problems,
        Plugins = work?.Costs ?? [],
        LastChange = last.LastChange,
        LastChangeWas = last.LastChangeWas?.ToString(),
        Table = last.Plan is { Wanted: var wanted } ? SaveLines(definition, wanted) : [],
    };

    private static IReadOnlyList<string> SaveLines(ServiceDefinition definition, IReadOnlyList<Destination> wanted) =>
    [
        .. definition.Services.SelectMany(service => definition.In(service, wanted)
            .Select(server => server.ToSaveLine(service.Key))
            .Prepend(service.ToSaveLine())),
    ];

    private static IReadOnlyList<ServerStatus> ToStatus(
        ServiceDefinition definition,
        IReadOnlyList<Member> members,
        KernelTable table,
        ServiceWork? work)
    {
        var connections = table.Destinations.ToDictionary(state => state.Destination.EndPoint);
        return
        [
            .. members.Select(member => ToStatus(member, connections.GetValueOrDefault(member.Candidate.EndPoint)) with
            {
                ForwardMethod = member.Candidate.ForwardMethod ?? definition.Destinations.Method,
                Measurements = [.. work?.Health.MeasurementsOf(member.Candidate.EndPoint).Select(ToStatus) ?? []],
            }),
        ];
    }

    private static SourceStatus ToStatus(SourceState source) => new()
    {
        Name = source.Name,
        Servers = source.Servers?.Count,
        Primary = source.Primary.Count == 0 ? null : [.. source.Primary.Select(address => address.ToString())],
        Problem = source.Problem,
        ProblemSince = source.ProblemSince,
        Answered = source.Answered,
    };

    private static MeasurementStatus ToStatus((string Check, Measurement Measured) one) => new()
    {
        Check = one.Check,
        Name = one.Measured.Name,
        Value = one.Measured.Value,
        Description = one.Measured.Description,
    };

    private static ServerStatus ToStatus(Member member, DestinationState? kernel) => new()
    {
        Host = member.Candidate.Host,
        Address = member.Candidate.EndPoint.Address.ToString(),
        Port = member.Candidate.EndPoint.Port,
        State = member.State,
        Weight = member.Weight,
        Reason = member.Reason,
        Notes = member.ClimbsSince is null ? member.Notes : [.. member.Notes, "climbs to its weight"],
        Since = member.Since,
        ActiveConnections = kernel?.ActiveConnections ?? 0,
        InactiveConnections = kernel?.InactiveConnections ?? 0,
        Traffic = kernel is null ? null : TrafficStatus.Of(kernel.Traffic),
        Labels = member.Candidate.Labels,
    };
}

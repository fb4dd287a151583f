using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Cli;

/// <summary>Writes what <c>lvsdr plan</c> found: the table as ipvsadm-save -n would, and behind # why.</summary>
internal static class PlanText
{
    /// <summary>A sentence for each reason why a director with these parameters would not do its work.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<ServiceStatus> services)
    {
        foreach (var service in services)
        {
            foreach (var source in service.Sources.Where(source => source.Problem is not null || source.Servers is null))
            {
                yield return $"Source {source.Name} gives no list: {source.Problem ?? "it has not answered"}.";
            }

            if (!service.Servers.Any(server => server.State == ServerState.Up))
            {
                yield return $"No real server of {service.Service} is fit.";
            }
        }
    }

    public static IEnumerable<string> Lines(IReadOnlyList<ServiceStatus> services)
    {
        foreach (var line in services.SelectMany(service => service.Table))
        {
            yield return line;
        }

        foreach (var service in services)
        {
            yield return "";
            foreach (var source in service.Sources)
            {
                yield return $"# source {source.Name}: {source.Problem ?? $"{source.Servers} listed"}";
            }

            foreach (var server in service.Servers)
            {
                var place = server.Weight is { } weight ? $"in, weight {weight}" : "out";
                var why = string.Join("; ", [server.Reason, .. server.Notes]);
                yield return $"# {server.Host}: {place} ({server.State.Word()}): {why}";
            }

            foreach (var problem in service.Problems)
            {
                yield return $"# problem: {problem.What}";
            }
        }
    }
}

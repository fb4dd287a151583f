using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Cli;

/// <summary>Writes what <c>lvsdr plan</c> found: the table as ipvsadm-save -n would, and behind # why.</summary>
internal static class PlanText
{
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
                yield return $"# {server.Host}: {place} ({StatusText.Word(server.State)}): {why}";
            }

            foreach (var problem in service.Problems)
            {
                yield return $"# problem: {problem.What}";
            }
        }
    }
}

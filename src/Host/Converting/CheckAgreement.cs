namespace LvsPluggable.Host.Converting;

/// <summary>Where each real server says how it is checked, makes it what the service says of all: lvsdr checks those of a service in one way.</summary>
internal static class CheckAgreement
{
    /// <summary>Sets the parameters of most servers, and names what the others have otherwise.</summary>
    /// <param name="service">The service.</param>
    /// <param name="checks">What each real server says, by parameter, with its place and its name.</param>
    /// <param name="conversion">Gets what differs.</param>
    public static void Set(
        ConvertedService service,
        IReadOnlyList<(SourcePlace Place, string Server, IReadOnlyDictionary<string, string> Parameters)> checks,
        Conversion conversion)
    {
        if (checks.Count == 0)
        {
            return;
        }

        var (_, first, common) = checks
            .GroupBy(check => string.Join('\n', check.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)), StringComparer.Ordinal)
            .MaxBy(group => group.Count())!
            .First();
        foreach (var (parameter, text) in common)
        {
            service.Set(parameter, text);
        }

        foreach (var (place, server, parameters) in checks)
        {
            var others = common.Keys.Union(parameters.Keys, StringComparer.Ordinal)
                .Where(name => common.GetValueOrDefault(name) != parameters.GetValueOrDefault(name))
                .Select(name => parameters.TryGetValue(name, out var text) ? $"{name}={text}" : $"no {name}")
                .ToList();
            if (others.Count > 0)
            {
                conversion.Leave(
                    place,
                    $"{server} is to be checked otherwise than {first}, with {string.Join(", ", others)}: real servers of a service are checked in one way, "
                    + "here that one's. What suits all of them should be set, or a script that knows them apart.");
            }
        }
    }
}

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>Adds what a connection string does not say itself: first the values of its service, then those of the environment.</summary>
internal static class ConninfoDefaults
{
    /// <summary>Adds it.</summary>
    /// <param name="keywords">The values of the keywords in the connection string.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="mistakes">Where mistakes are added.</param>
    /// <param name="warnings">Where warnings are added.</param>
    /// <returns>The keywords whose values are those of the service.</returns>
    public static IReadOnlySet<string> Add(
        SortedDictionary<string, string> keywords, ClientEnvironment environment, Mistakes mistakes, List<string> warnings)
    {
        var ofService = new HashSet<string>(StringComparer.Ordinal);
        if ((keywords.GetValueOrDefault("service") ?? environment.Service) is { } name
            && new ServiceFiles(environment, mistakes).Find(name, keywords.GetValueOrDefault("servicefile")) is { } service)
        {
            ofService.UnionWith(service.Values.Where(pair => keywords.TryAdd(pair.Key, pair.Value)).Select(pair => pair.Key));
            mistakes.Context = $"with the service {mistakes.Show(name)} of {service.Path}";
            if (service.Warning is not null)
            {
                warnings.Add(service.Warning);
            }
        }

        // Both make connections safer. Nothing else of the environment is a default, see ClientEnvironment.
        Add(keywords, "sslrootcert", environment.RootCertificate);
        Add(keywords, "require_auth", environment.RequireAuth);
        return ofService;
    }

    private static void Add(SortedDictionary<string, string> keywords, string keyword, string? value)
    {
        if (value is not null)
        {
            keywords.TryAdd(keyword, value);
        }
    }
}

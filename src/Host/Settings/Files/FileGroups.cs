namespace LvsPluggable.Host.Settings.Files;

/// <summary>Finds which virtual services of a configuration file have the same real servers.</summary>
internal static class FileGroups
{
    /// <summary>All of them; what is in the wrong place, or leads nowhere, is a mistake.</summary>
    public static List<FileGroup> In(FileReading reading)
    {
        var file = reading.File;
        FileSection[] defaults = file.Defaults is { } section ? [section] : [];
        Array.ForEach(defaults, part => ScopeMistakes.Say(part, null, reading));
        var groups = new List<FileGroup>();
        var usersOf = file.Services.ToLookup(PoolOf, StringComparer.Ordinal);
        foreach (var pool in file.Pools)
        {
            ScopeMistakes.Say(pool, ParameterScope.Pool, reading);
            List<FileSection> users = [.. usersOf[pool.Name]];
            if (users.Count == 0)
            {
                reading.Say(pool.Place, $"No service has the pool \"{pool.Name}\"; one should name it, or it should go.");
                continue;
            }

            users.ForEach(service => ScopeMistakes.Say(service, ParameterScope.Service, reading));
            groups.Add(new FileGroup(pool.Name, users, [.. defaults, pool, users[0]]));
        }

        var pools = file.Pools.Select(pool => pool.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var service in file.Services)
        {
            if (PoolOf(service) is not { } name)
            {
                ScopeMistakes.Say(service, null, reading);
                groups.Add(new FileGroup(service.Name, [service], [.. defaults, service]));
            }
            else if (!pools.Contains(name))
            {
                reading.Say(service.PlaceOf(FileSection.Pool)!.Value, $"There is no pool \"{name}\" for \"{service.Name}\"; it should be one of \"pools\".");
            }
        }

        return groups;
    }

    private static string? PoolOf(FileSection service) => service.Texts.GetValueOrDefault(FileSection.Pool);
}

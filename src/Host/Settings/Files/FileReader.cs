using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Plugins.Loading;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>Makes a director's plan of a configuration file, with the plugins that are loaded.</summary>
internal sealed class FileReader(PoolReader pools)
{
    private static readonly SettingsReader OfHost = new(HostSettings.All);

    /// <summary>Reads everything and reports all mistakes together.</summary>
    /// <param name="catalog">The plugins.</param>
    /// <param name="file">The file.</param>
    /// <param name="known">What the same file made before, so that names need not be looked up; empty when that is not known.</param>
    public FilePlan Read(PluginCatalog catalog, ConfigurationFile file, IReadOnlyList<ServiceKey> known)
    {
        var reading = new FileReading(catalog, file, known);
        var host = ReadHost(reading);
        List<FilePool> read = [.. FileGroups.In(reading).Select(group => ReadGroup(group, reading)).OfType<FilePool>()];
        var definitions = pools.Read([.. read.Select(pool => pool.Input)], catalog);
        read.ForEach(pool => reading.Say(pool.Input.Mistakes, pool.Group.Sections));
        if (file.Services.Count == 0 && reading.Mistakes.Count == 0)
        {
            reading.Say(new Place(1, 1), "There is no service in the file; \"services\" should have one at least.");
        }

        if (reading.Mistakes.Count > 0)
        {
            return new FilePlan
            {
                Mistakes = [.. reading.Mistakes.OrderBy(mistake => mistake.Place.Line).ThenBy(mistake => mistake.Place.Column)],
                Refusal = reading.IsWrongEverywhere ? Refusal.WrongEverywhere : Refusal.MissingHere,
            };
        }

        var plugins = string.Join('\0', catalog.Loaded.Select(plugin => $"{plugin.File} {plugin.Version}"));
        return new FilePlan
        {
            Plan = host! with
            {
                Services =
                [
                    .. read.Zip(definitions, (pool, definition) => definition! with
                    {
                        Name = pool.Group.Name,
                        SyncInterval = host!.SyncInterval,
                        Origin = pool.Origin(plugins, host!.SyncInterval),
                    }),
                ],
            },
        };
    }

    private static DirectorPlan? ReadHost(FileReading reading)
    {
        var section = reading.File.Host ?? new FileSection("host", new Place(1, 1));
        ScopeMistakes.Say(section, ParameterScope.Host, reading);
        var declared = HostSettings.All.Where(parameter => ParameterScopes.Of(parameter.Name) == ParameterScope.Host).ToList();
        var texts = section.Texts.Where(pair => ParameterScopes.Of(pair.Key) == ParameterScope.Host).ToDictionary(StringComparer.Ordinal);
        if (new SettingsReader(declared).Read(texts) is var read && read.Settings is not { } settings)
        {
            reading.Say(read.Mistakes, [section]);
            return null;
        }

        List<string> mistakes = [.. WishSettings.MistakesIn(settings)];
        var notices = NoticeParameters.Read(settings, mistakes);
        reading.Say(mistakes, [section]);
        return new DirectorPlan
        {
            ManageKernelSettings = settings.Get(HostSettings.ManageSysctls),
            SyncInterval = settings.Get(HostSettings.SyncInterval),
            Wishes = WishSettings.Read(settings),
            Notices = notices,
            Services = [],
        };
    }

    // Null where there is a mistake in what it or one of its services says.
    private static FilePool? ReadGroup(FileGroup group, FileReading reading)
    {
        var before = reading.Mistakes.Count;
        var read = reading.Settings.Read(
            group.Texts.Where(pair => reading.Declared.Contains(pair.Key) && ParameterScopes.Of(pair.Key) is ParameterScope.Pool or ParameterScope.Service)
                .ToDictionary(StringComparer.Ordinal));
        reading.Say(read.Mistakes, group.Sections);

        // What a pool's settings say of a service is what its first one says.
        List<VirtualService> services = [.. group.Services.SelectMany((service, index) => ReadService(service, index == 0 ? read.Settings : null, reading))];
        if (read.Settings is not { } settings || services.Count == 0 || reading.Mistakes.Count > before)
        {
            return null;
        }

        if (services.Find(service => service.Key.AddressFamily != services[0].Key.AddressFamily) is { } other)
        {
            reading.Say(
                group.Sections[^1].Place,
                $"{other.Key} is not of the address family of {services[0].Key}; services of one pool should be of one family.");
            return null;
        }

        return new FilePool(group, new PoolInput { Settings = settings, Keys = [.. services.Select(service => service.Key)], Services = services });
    }

    private static IReadOnlyList<VirtualService> ReadService(FileSection service, ParameterValues? known, FileReading reading)
    {
        FileSection[] sections = reading.File.Defaults is { } defaults ? [defaults, service] : [service];
        if ((known ?? ReadOwn(service, sections, reading)) is not { } settings)
        {
            return [];
        }

        List<string> mistakes = [.. ServiceSettings.MistakesIn(settings)];
        var unresolved = new List<string>();
        var keys = reading.TakeKnown(settings) ?? ServiceSettings.Keys(settings, unresolved);
        reading.Say(unresolved, sections, isWrongEverywhere: false);
        var services = keys.Count == 0 ? [] : ServiceSettings.Services(keys, settings, mistakes);
        reading.Say(mistakes, sections);
        foreach (var key in keys.Where(key => !reading.Taken.TryAdd(key, service.Name)))
        {
            reading.Say(service.Place, $"\"{service.Name}\" is {key}, and so is \"{reading.Taken[key]}\"; each virtual service should be there once.");
        }

        return services;
    }

    private static ParameterValues? ReadOwn(FileSection service, FileSection[] sections, FileReading reading)
    {
        var read = OfHost.Read(FileGroup.TextsOf(service, reading.File.Defaults));
        reading.Say(read.Mistakes, sections);
        return read.Settings;
    }
}

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
        List<FilePool> read = [.. FileGroups.In(reading).Select(group => ReadGroup(group, reading))];
        var definitions = pools.Read([.. read.Select(pool => pool.Input)], catalog);

        // The plugin that declares what nobody does might have a say in the others' mistakes.
        read.ForEach(pool => reading.Say(
            pool.Input.Mistakes, pool.Group.Sections, isWrongEverywhere: pool.Group.Texts.Keys.All(reading.Declared.Contains)));
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
        var read = new SettingsReader(declared).Read(texts);
        var settings = read.Partial;
        List<string> mistakes = [.. read.Mistakes, .. WishSettings.MistakesIn(settings)];
        var notices = Readable.Else(() => NoticeParameters.Read(settings, mistakes), null);
        reading.Say(mistakes, [section]);
        return settings.IsComplete
            ? new DirectorPlan
            {
                ManageKernelSettings = settings.Get(HostSettings.ManageSysctls),
                SyncInterval = settings.Get(HostSettings.SyncInterval),
                Wishes = WishSettings.Read(settings),
                Notices = notices,
                PublishedAttribute = settings.TryGet(ClusterParameters.PublishAttribute, out var attribute) ? attribute : null,
                Services = [],
            }
            : null;
    }

    private static FilePool ReadGroup(FileGroup group, FileReading reading)
    {
        // Names that nobody declares are among the mistakes already.
        var read = reading.Settings.Read(
            group.Texts.Where(pair => ParameterScopes.Of(pair.Key) is ParameterScope.Pool or ParameterScope.Service)
                .ToDictionary(StringComparer.Ordinal));
        reading.Say(read.ValueMistakes, group.Sections);

        // What a pool's settings say of a service is what its first one says.
        List<PoolInput> services =
            [.. group.Services.Select((service, index) => ReadService(service, index == 0 ? read.Partial : ReadOwn(service, reading), reading))];
        List<ServiceKey> keys = services[0].Keys.Count == 0 ? [] : [.. services.SelectMany(service => service.Keys)];
        if (keys.FindIndex(key => key.AddressFamily != keys[0].AddressFamily) is > 0 and var other)
        {
            reading.Say(
                group.Sections[^1].Place,
                $"{keys[other]} is not of the address family of {keys[0]}; services of one pool should be of one family.");
            keys.RemoveAll(key => key.AddressFamily != keys[0].AddressFamily);
        }

        return new FilePool(group, new PoolInput
        {
            Settings = read.Partial,
            Keys = keys,
            Services = services.TrueForAll(service => service.IsComplete) ? [.. services.SelectMany(service => service.Services)] : [],
        });
    }

    private static PoolInput ReadService(FileSection service, ParameterValues settings, FileReading reading)
    {
        var sections = SectionsOf(service, reading);
        List<string> mistakes = [.. Readable.Mistakes(() => ServiceSettings.MistakesIn(settings))];
        var unresolved = new List<string>();
        var keys = Readable.Else(() => reading.TakeKnown(settings) ?? ServiceSettings.Keys(settings, unresolved), []);
        reading.Say(unresolved, sections, isWrongEverywhere: false);
        var services = keys.Count == 0 ? [] : Readable.Else(() => ServiceSettings.Services(keys, settings, mistakes), []);
        reading.Say(mistakes, sections);
        foreach (var key in keys.Where(key => !reading.Taken.TryAdd(key, service.Name)))
        {
            reading.Say(service.Place, $"\"{service.Name}\" is {key}, and so is \"{reading.Taken[key]}\"; each virtual service should be there once.");
        }

        return new PoolInput { Settings = settings, Keys = keys, Services = services };
    }

    private static ParameterValues ReadOwn(FileSection service, FileReading reading)
    {
        var read = OfHost.Read(FileGroup.TextsOf(service, reading.File.Defaults));
        reading.Say(read.Mistakes, SectionsOf(service, reading));
        return read.Partial;
    }

    private static FileSection[] SectionsOf(FileSection service, FileReading reading) =>
        reading.File.Defaults is { } defaults ? [defaults, service] : [service];
}

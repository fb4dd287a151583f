using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Plugins.Loading;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>Makes a director's plan of a configuration file, with the plugins that are loaded.</summary>
internal sealed class FileReader(PoolReader pools)
{
    /// <summary>By which a service names its pool.</summary>
    public const string Pool = "pool";

    /// <summary>Reads everything and reports all mistakes together.</summary>
    /// <param name="catalog">The plugins.</param>
    /// <param name="file">The file.</param>
    /// <param name="known">What the same file made before, so that names need not be looked up; empty when that is not known.</param>
    public FilePlan Read(PluginCatalog catalog, ConfigurationFile file, IReadOnlyList<ServiceKey> known)
    {
        var reading = new FileReading(catalog, file, known);
        var host = ReadHost(reading);
        var groups = Groups(reading);
        List<ServiceDefinition> definitions = [.. groups.Select(group => ReadGroup(group, host, reading)).OfType<ServiceDefinition>()];
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

        return new FilePlan { Plan = host! with { Services = [.. definitions.Select(definition => definition with { SyncInterval = host!.SyncInterval })] } };
    }

    private static DirectorPlan? ReadHost(FileReading reading)
    {
        var section = reading.File.Host ?? new FileSection("host", new Place(1, 1));
        Refuse(section, ParameterScope.Host, reading);
        var declared = HostSettings.All.Where(parameter => ParameterScopes.Of(parameter.Name) == ParameterScope.Host).ToList();
        var texts = section.Texts.Where(pair => ParameterScopes.Of(pair.Key) == ParameterScope.Host).ToDictionary(StringComparer.Ordinal);
        if (SettingsReader.Read(declared, texts) is var read && read.Settings is not { } settings)
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

    private static List<FileGroup> Groups(FileReading reading)
    {
        var file = reading.File;
        FileSection[] defaults = file.Defaults is { } section ? [section] : [];
        Array.ForEach(defaults, part => Refuse(part, null, reading));
        var groups = new List<FileGroup>();
        foreach (var pool in file.Pools)
        {
            Refuse(pool, ParameterScope.Pool, reading);
            List<FileSection> users = [.. file.Services.Where(service => service.Texts.GetValueOrDefault(Pool) == pool.Name)];
            if (users.Count == 0)
            {
                reading.Say(pool.Place, $"No service has the pool \"{pool.Name}\"; one should name it, or it should go.");
                continue;
            }

            users.ForEach(service => Refuse(service, ParameterScope.Service, reading));
            groups.Add(new FileGroup(pool.Name, users, [.. defaults, pool, users[0]]));
        }

        foreach (var service in file.Services)
        {
            if (!service.Texts.TryGetValue(Pool, out var name))
            {
                Refuse(service, null, reading);
                groups.Add(new FileGroup(service.Name, [service], [.. defaults, service]));
            }
            else if (!file.Pools.Any(pool => pool.Name == name))
            {
                reading.Say(service.PlaceOf(Pool)!.Value, $"There is no pool \"{name}\" for \"{service.Name}\"; it should be one of \"pools\".");
            }
        }

        return groups;
    }

    private ServiceDefinition? ReadGroup(FileGroup group, DirectorPlan? host, FileReading reading)
    {
        var before = reading.Mistakes.Count;
        var services = group.Services.SelectMany(service => ReadService(service, reading)).ToList();
        var read = SettingsReader.Read(
            [.. HostSettings.All, .. reading.Catalog.Parameters],
            group.Texts.Where(pair => reading.Declared.Contains(pair.Key) && ParameterScopes.Of(pair.Key) is ParameterScope.Pool or ParameterScope.Service)
                .ToDictionary(StringComparer.Ordinal));
        if (read.Settings is not { } settings)
        {
            reading.Say(read.Mistakes, group.Sections);
            return null;
        }

        if (services.Count == 0 || reading.Mistakes.Count > before)
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

        var mistakes = new List<string>();
        var definition = pools.Read(settings, [.. services.Select(service => service.Key)], services, reading.Catalog, mistakes);
        reading.Say(mistakes, group.Sections);
        return host is null || definition is null ? null : definition with
        {
            Name = group.Name,
            Origin = string.Join('\0', [
                $"{host.SyncInterval}",
                .. reading.Catalog.Loaded.Select(plugin => $"{plugin.File} {plugin.Version}"),
                .. services.Select(service => service.ToSaveLine()),
                .. group.Texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"),
            ]),
        };
    }

    private static IReadOnlyList<VirtualService> ReadService(FileSection service, FileReading reading)
    {
        FileSection[] sections = reading.File.Defaults is { } defaults ? [defaults, service] : [service];
        var read = SettingsReader.Read(HostSettings.All, FileGroup.TextsOf(service, reading.File.Defaults));
        if (read.Settings is not { } settings)
        {
            reading.Say(read.Mistakes, sections);
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

    // Null: pool and service are right here.
    private static void Refuse(FileSection section, ParameterScope? right, FileReading reading)
    {
        foreach (var name in section.Texts.Keys)
        {
            if (name != Pool && !reading.Declared.Contains(name))
            {
                reading.SayUnknown(section, name);
                continue;
            }

            var scope = ParameterScopes.Of(name);
            var isRight = name == Pool
                ? reading.File.Services.Contains(section)
                : right is null ? scope is ParameterScope.Pool or ParameterScope.Service : scope == right;
            if (!isRight)
            {
                reading.Say(section.PlaceOf(name)!.Value, $"{name} does not belong into \"{section.Name}\"; {WhereTo(name, scope)}.");
            }
        }
    }

    private static string WhereTo(string name, ParameterScope scope) => scope switch
    {
        _ when name == Pool => "it should be in a service",
        ParameterScope.Host => "it should be in \"host\"",
        ParameterScope.Service => "it should be in a service, or in \"defaults\"",
        ParameterScope.Resource => "it should be beside the file, as a parameter of the resource or of lvsdr run",
        _ => "it should be in a pool, in a service without one, or in \"defaults\"",
    };
}

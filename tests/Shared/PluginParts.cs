using System.Reflection;

namespace LvsPluggable.Plugins;

/// <summary>The sources and checks that a plugin has, as types; one that a test leaves out is noticed.</summary>
internal static class PluginParts
{
    /// <summary>All that its assembly has.</summary>
    public static IEnumerable<Type> Of(Assembly plugin) => plugin.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false }
            && (typeof(IRealServerSource).IsAssignableFrom(type) || typeof(IHealthCheck).IsAssignableFrom(type)))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    /// <summary>Those that it makes, with some parameters or with others.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="parameters">Parameters, each as "name=value", for once each.</param>
    public static async Task<IEnumerable<Type>> MadeByAsync(ILvsPlugin plugin, params IEnumerable<string[]> parameters)
    {
        var server = new RealServer { Host = "127.0.0.1", Address = System.Net.IPAddress.Loopback, Port = 9 };
        var made = new HashSet<Type>();
        foreach (var texts in parameters)
        {
            var builder = new RecordingBuilder(texts.ToDictionary(text => text.Split('=', 2)[0], text => text.Split('=', 2)[1], StringComparer.Ordinal));
            plugin.Configure(builder);
            IEnumerable<IAsyncDisposable> parts =
            [
                .. builder.Sources.Values.Concat(builder.FallbackSources.Values).Select(create => create()), .. builder.Checks.Values.Select(create => create(server)),
            ];
            foreach (var part in parts)
            {
                made.Add(part.GetType());
                await part.DisposeAsync();
            }
        }

        return made.OrderBy(type => type.FullName, StringComparer.Ordinal);
    }
}

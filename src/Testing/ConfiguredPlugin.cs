using LvsPluggable.Host.Director;
using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Testing;

/// <summary>What a plugin added for the parameters that it was given. Disposes of all sources and checks that it created.</summary>
public sealed class ConfiguredPlugin : IAsyncDisposable
{
    private readonly ServiceDefinition _definition;
    private readonly TimeProvider _time;
    private readonly List<IAsyncDisposable> _created = [];

    internal ConfiguredPlugin(ServiceDefinition definition, TimeProvider time)
    {
        _definition = definition;
        _time = time;
        SourceNames = [.. definition.Sources.Select(source => source.Name)];
        CheckNames = [.. definition.Checks.Select(check => check.Name)];
    }

    /// <summary>The names of its sources that the host would ask: the fallback ones when it adds no others.</summary>
    public IReadOnlyList<string> SourceNames { get; }

    /// <summary>The names of its checks.</summary>
    public IReadOnlyList<string> CheckNames { get; }

    /// <summary>Creates a source.</summary>
    /// <param name="name">Its name; null for the only one.</param>
    /// <exception cref="PluginTestException">There is no such source, or it cannot be created.</exception>
    public TestedSource Source(string? name = null)
    {
        var registration = _definition.Sources[IndexOf("source", name, SourceNames)];
        var source = Created(registration.Create, $"Source {registration.Name}");
        return new TestedSource(source, registration.Name, _definition.Discovery.TimeoutOf(registration), _definition.Discovery.MaxServers, _time);
    }

    /// <summary>Creates a check.</summary>
    /// <param name="server">
    /// The real server. One that comes without an address needs a host that is one, as names are the host's to resolve; without a port it has the
    /// virtual service's.
    /// </param>
    /// <param name="name">The check's name; null for the only one.</param>
    /// <exception cref="PluginTestException">There is no such check, or it cannot be created.</exception>
    /// <exception cref="ArgumentException">The server has no address.</exception>
    public TestedCheck Check(RealServer server, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var registration = _definition.Checks[IndexOf("check", name, CheckNames)];
        var complete = Completed(server);
        var check = Created(() => registration.Create(complete), $"Check {registration.Name}");
        return new TestedCheck(check, registration.Name, _definition.Checking.TimeoutOf(registration), _time);
    }

    /// <summary>Puts every source and every check that the plugin added through <see cref="Conformance"/>.</summary>
    /// <param name="server">The real server that checks are about, best one that does not answer; may be null where there are none.</param>
    /// <exception cref="PluginTestException">One breaks a rule.</exception>
    /// <exception cref="ArgumentException">The server has no address.</exception>
    public async Task ShouldConformAsync(RealServer? server = null)
    {
        foreach (var source in _definition.Sources)
        {
            await Conformance.OfSourceAsync(source.Create).ConfigureAwait(false);
        }

        foreach (var check in _definition.Checks)
        {
            ArgumentNullException.ThrowIfNull(server);
            var complete = Completed(server);
            await Conformance.OfCheckAsync(() => check.Create(complete)).ConfigureAwait(false);
        }
    }

    /// <summary>Disposes of what was created.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var created in _created)
        {
            await created.DisposeAsync().ConfigureAwait(false);
        }

        _created.Clear();
    }

    private RealServer Completed(RealServer server) => server with
    {
        Address = server.Address ?? HostAddress.Of(server.Host)
            ?? throw new ArgumentException($"The host \"{server.Host}\" should be an address, or come with one.", nameof(server)),
        Port = server.Port == 0 ? _definition.Discovery.Port : server.Port,
    };

    private T Created<T>(Func<T?> create, string what)
        where T : class, IAsyncDisposable
    {
        try
        {
            var created = BoundedCall.Run(create, BoundedCall.Deadline) ?? throw new PluginTestException($"{what} is null, and should be an object.");
            _created.Add(created);
            return created;
        }
        catch (Exception failure) when (failure is not PluginTestException)
        {
            throw new PluginTestException($"{what} cannot be created: {Words.WithType(failure)}.", failure);
        }
    }

    private static int IndexOf(string kind, string? name, IReadOnlyList<string> names)
    {
        var index = name is null ? names.Count - 1 : names.ToList().IndexOf(name);
        return index < 0 || (name is null && names.Count > 1)
            ? throw new PluginTestException(
                $"Expected {(name is null ? $"one {kind}" : $"a {kind} named {name}")}, and with these parameters there "
                    + (names.Count == 0 ? "is none." : $"{(names.Count == 1 ? "is" : "are")} {string.Join(", ", names)}."))
            : index;
    }
}

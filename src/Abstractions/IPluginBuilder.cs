using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace LvsPluggable;

/// <summary>What a plugin sees while it is configured for one virtual service.</summary>
public interface IPluginBuilder
{
    /// <summary>The virtual service that the sources and checks are for.</summary>
    VirtualServiceInfo Service { get; }

    /// <summary>
    /// Where sources and checks log. Give a logger's category the name of the source or check. Each message becomes one line, and a
    /// plugin has 500 of them a minute; the log is not the plugin's to dispose of, and takes no providers.
    /// </summary>
    ILoggerFactory Logging { get; }

    /// <summary>The clock, for everything that waits or measures.</summary>
    TimeProvider Time { get; }

    /// <summary>
    /// The texts of all parameters that were given a value, by name, without those that are <see cref="Parameter.Secret"/>: what a
    /// program that the plugin runs may be told.
    /// </summary>
    IReadOnlyDictionary<string, string> Given { get; }

    /// <summary>The value of a parameter: as given, or its default when it is not set.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="parameter">A parameter of this plugin, of <see cref="HostParameters"/> or of another plugin.</param>
    /// <exception cref="ArgumentException">No loaded plugin declares this parameter with this type.</exception>
    /// <exception cref="InvalidOperationException">It is not set and has no default; <see cref="TryGet"/> is for such a parameter.</exception>
    T Get<T>(Parameter<T> parameter);

    /// <summary>The value of a parameter that may have none.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="parameter">A parameter of this plugin, of <see cref="HostParameters"/> or of another plugin.</param>
    /// <param name="value">The value: as given, or its default.</param>
    /// <returns>False when it is not set and has no default.</returns>
    /// <exception cref="ArgumentException">No loaded plugin declares this parameter with this type.</exception>
    bool TryGet<T>(Parameter<T> parameter, [MaybeNullWhen(false)] out T value);

    /// <summary>
    /// Whether a parameter was given a value. An empty text counts as not set, and so does a parameter that is superseded by
    /// another one that is set.
    /// </summary>
    /// <param name="parameterName">The parameter's name, of any plugin; a name that nobody declares is not set.</param>
    bool IsSet(string parameterName);

    /// <summary>Adds a source of real servers.</summary>
    /// <param name="name">Its name in logs and status: one line of at most 64 characters, unique within the virtual service.</param>
    /// <param name="create">Creates the source, without I/O; called again, after a while, when it throws.</param>
    /// <param name="defaults">What the source asks for where the user says nothing.</param>
    /// <exception cref="ArgumentException">
    /// The name is already taken by another source, or is no such line; or the time-out is out of bounds.
    /// </exception>
    void AddSource(string name, Func<IRealServerSource> create, CallDefaults? defaults = null);

    /// <summary>Adds a source that is used only when no plugin calls <see cref="AddSource"/>.</summary>
    /// <param name="name">Its name in logs and status: one line of at most 64 characters, unique within the virtual service.</param>
    /// <param name="create">Creates the source, without I/O; called again, after a while, when it throws.</param>
    /// <param name="defaults">What the source asks for where the user says nothing.</param>
    /// <exception cref="ArgumentException">
    /// The name is already taken by another source, or is no such line; or the time-out is out of bounds.
    /// </exception>
    void AddFallbackSource(string name, Func<IRealServerSource> create, CallDefaults? defaults = null);

    /// <summary>Adds a health check, of which every real server gets an instance of its own.</summary>
    /// <param name="name">Its name in logs and status: one line of at most 64 characters, unique within the virtual service.</param>
    /// <param name="create">
    /// Creates the check of one real server, whose <see cref="RealServer.Address"/> is set, without I/O; called again, after a while,
    /// when it throws.
    /// </param>
    /// <param name="defaults">What the check asks for where the user says nothing.</param>
    /// <exception cref="ArgumentException">
    /// The name is already taken by another check, or is no such line; or the time-out is out of bounds.
    /// </exception>
    void AddCheck(string name, Func<RealServer, IHealthCheck> create, CallDefaults? defaults = null);
}

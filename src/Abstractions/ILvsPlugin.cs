namespace LvsPluggable;

/// <summary>
/// A plugin. An assembly may hold several; the host creates each one once, through its public parameterless constructor, which
/// does no I/O. The host calls the members of one plugin one at a time.
/// </summary>
public interface ILvsPlugin
{
    /// <summary>A short name for logs and status, unique among the plugins of a host, for example <c>script</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The parameters that this plugin adds to the host. They become OCF parameters; their names start with the plugin's own
    /// prefix and are unique among all plugins.
    /// </summary>
    IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>
    /// Adds the sources and checks that the given values ask for, or nothing. Does no I/O. Called once for every virtual service
    /// and again, on a new builder, whenever parameters change. Also where other values are wrong, to find all mistakes at once: asking for
    /// one of those throws, which ends the call and should be let pass.
    /// </summary>
    /// <param name="plugin">Where the values are read from and where sources and checks are added.</param>
    /// <exception cref="FormatException">
    /// The values do not fit together. The message names the parameter, its value and what would be right; it is shown to people.
    /// </exception>
    void Configure(IPluginBuilder plugin);
}

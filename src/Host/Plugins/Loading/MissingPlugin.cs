using LvsPluggable.Text;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>
/// Stands for a plugin that a host before this one had, and which has gone or lost parameters since. Where one of these is set its list is not known and its
/// verdict neither, so that the service stays as it was.
/// </summary>
internal sealed class MissingPlugin : ILvsPlugin
{
    private readonly string _was;

    private MissingPlugin(string name, string version, string file, IReadOnlyList<string> parameters)
    {
        Name = name;
        // Whether one was secret is not known any more.
        Parameters = [.. parameters.Select(parameter => new Parameter<string> { Name = parameter, ShortDescription = "", LongDescription = "", Secret = true })];
        _was = $"plugin {name} {version}, and {file} is gone or does not know it; put that back, or take the parameter away";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The place that the plugin had.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="file">The path of its DLL.</param>
    /// <param name="parameters">The names of those parameters that nobody declares now.</param>
    public static LoadedPlugin Load(string name, string version, string file, IReadOnlyList<string> parameters)
    {
        var missing = new MissingPlugin(OneLine.Of(name, 50), version, file, parameters);
        return new LoadedPlugin { Plugin = missing, Name = name, Parameters = missing.Parameters, File = file, Version = Version.Parse(version) };
    }

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin)
    {
        string[] set = [.. Parameters.Select(parameter => parameter.Name).Where(plugin.IsSet)];
        if (set.Length > 0)
        {
            var (name, reason) = ($"missing {Name}", $"{string.Join(" and ", set)} belonged to {_was}");
            plugin.AddSource(name, () => new MissingAnswer(reason));
            plugin.AddCheck(name, _ => new MissingAnswer(reason));
        }
    }
}

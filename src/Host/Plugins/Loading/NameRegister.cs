namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>Who has which name: plugins among themselves, parameters among those of the host and of all plugins.</summary>
internal sealed class NameRegister
{
    private readonly Dictionary<string, string> _plugins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    public NameRegister(IReadOnlyList<Parameter> hostParameters)
    {
        foreach (var parameter in hostParameters)
        {
            _parameters.Add(parameter.Name, "the host");
        }
    }

    /// <summary>Takes all names of a plugin, or none.</summary>
    /// <exception cref="PluginRefusedException">One is taken; the message says by whom.</exception>
    public void Claim(LoadedPlugin plugin)
    {
        if (_plugins.TryGetValue(plugin.Name, out var other))
        {
            throw new PluginRefusedException($"a plugin of the name {plugin.Name} is loaded already, from {other}");
        }

        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in plugin.Parameters.Select(parameter => parameter.Name))
        {
            if (_parameters.TryGetValue(name, out var owner))
            {
                throw new PluginRefusedException($"the parameter {name} of its plugin {plugin.Name} belongs to {owner} already");
            }

            if (!own.Add(name))
            {
                throw new PluginRefusedException($"its plugin {plugin.Name} declares the parameter {name} twice");
            }
        }

        _plugins.Add(plugin.Name, plugin.File);
        foreach (var name in own)
        {
            _parameters.Add(name, $"plugin {plugin.Name} of {plugin.File}");
        }
    }
}

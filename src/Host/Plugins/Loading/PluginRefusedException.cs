namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>A file cannot be used as a plugin. The message is the reason, to be read after the file's name.</summary>
internal sealed class PluginRefusedException : Exception
{
    public PluginRefusedException()
    {
    }

    public PluginRefusedException(string reason)
        : base(reason)
    {
    }

    public PluginRefusedException(string reason, Exception inner)
        : base(reason, inner)
    {
    }
}

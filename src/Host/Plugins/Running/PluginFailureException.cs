namespace LvsPluggable.Host.Plugins.Running;

/// <summary>A plugin's code threw, or answered what cannot be; the message is already fit to be shown.</summary>
internal sealed class PluginFailureException : Exception
{
    public PluginFailureException()
    {
    }

    public PluginFailureException(string reason)
        : base(reason)
    {
    }

    public PluginFailureException(string reason, Exception inner)
        : base(reason, inner)
    {
    }
}

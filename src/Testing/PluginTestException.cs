namespace LvsPluggable.Testing;

/// <summary>A plugin is not as it should be. The message says what was expected and what was found.</summary>
public sealed class PluginTestException : Exception
{
    /// <summary>Says nothing more.</summary>
    public PluginTestException()
    {
    }

    /// <summary>Says what was expected and what was found.</summary>
    /// <param name="message">What was expected and what was found.</param>
    public PluginTestException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was expected and what was found, and why.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="inner">Why.</param>
    public PluginTestException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

namespace LvsPluggable.Plugins.Network.Failures;

/// <summary>The server could not be asked, for a reason that is not its own.</summary>
internal sealed class CannotTellException(string words, Exception? cause = null) : Exception(words, cause);

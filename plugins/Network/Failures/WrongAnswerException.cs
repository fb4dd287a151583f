namespace LvsPluggable.Plugins.Network.Failures;

/// <summary>The server answered, and not as a fit one does.</summary>
internal sealed class WrongAnswerException(string words, Exception? cause = null) : Exception(words, cause);

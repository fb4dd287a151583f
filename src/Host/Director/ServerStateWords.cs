namespace LvsPluggable.Host.Director;

/// <summary>Names the state of a real server as people see it everywhere.</summary>
internal static class ServerStateWords
{
    /// <summary>One word in lower case.</summary>
    public static string Word(this ServerState state) => state.ToString().ToLowerInvariant();
}

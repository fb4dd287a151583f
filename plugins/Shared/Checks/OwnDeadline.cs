namespace LvsPluggable.Plugins.Checks;

/// <summary>When a check that asks somebody else than the real server gives up by itself.</summary>
internal static class OwnDeadline
{
    /// <summary>
    /// A little before <c>check_timeout</c> ends. To the host a late check is a failure of the server; who does not answer here says
    /// nothing about the server, and there is still time to say so.
    /// </summary>
    public static TimeSpan Of(IPluginBuilder plugin) => plugin.Get(HostParameters.CheckTimeout) * 0.9;
}

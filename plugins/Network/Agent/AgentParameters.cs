using System.Net;

namespace LvsPluggable.Plugins.Network.Agent;

/// <summary>The parameters of <c>agent_check</c>.</summary>
internal static class AgentParameters
{
    private const int LongestLine = 512;

    public static Parameter<bool> Check { get; } = new()
    {
        Name = "agent_check",
        ShortDescription = "Whether an agent on each server says how fit it is",
        LongDescription = "On agent_check_port of each real server an agent answers one line, as to HAProxy's agent-check: up, ready, down, "
            + "failed, stopped, drain, maint, a percentage of the weight such as 75%, and after # why. down, failed and stopped take the real "
            + "server out, drain, maint and 0% give it weight 0. Each answer counts by itself, what one before said does not go on. An agent "
            + "that cannot be reached or says nothing of this changes nothing, so another check should stand beside it, such as tcp_check; "
            + "a real server whose agent has never answered stays out. A percentage changes nothing where weights are 1 or the scheduler knows "
            + "none: it needs weights such as default_weight=100 and a scheduler such as wrr, wlc or sed.",
        Default = "false",
    };

    public static Parameter<int> Port { get; } = new()
    {
        Name = "agent_check_port",
        ShortDescription = "Port of the agent",
        LongDescription = "The port on which the agent of agent_check listens on each real server.",
        Minimum = 1,
        Maximum = IPEndPoint.MaxPort,
    };

    public static Parameter<string> Send { get; } = new()
    {
        Name = "agent_check_send",
        ShortDescription = "Line that is sent to the agent",
        LongDescription = "A line that is sent to the agent of agent_check before it answers. When it is not set, nothing is sent.",
        Parse = ParseLine,
        Expected = "one line of text",
    };

    public static IReadOnlyList<Parameter> All { get; } = [Check, Port, Send];

    private static string ParseLine(string text) => text.Length <= LongestLine && !text.Any(char.IsControl)
        ? text
        : throw new FormatException($"should be one line of at most {LongestLine} characters, without control characters");
}

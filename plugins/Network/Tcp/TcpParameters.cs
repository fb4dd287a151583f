namespace LvsPluggable.Plugins.Network.Tcp;

/// <summary>The parameter of <c>tcp_check</c>.</summary>
internal static class TcpParameters
{
    public static Parameter<bool> Check { get; } = new()
    {
        Name = "tcp_check",
        ShortDescription = "Whether a fit server accepts TCP connections",
        LongDescription = "A real server is fit when it accepts a connection on check_port, or on its own port. One connection is held, so "
            + "that its end brings the next look at once, and each look makes a new one.",
        Default = "false",
    };

    public static IReadOnlyList<Parameter> All { get; } = [Check];
}

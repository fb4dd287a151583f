namespace LvsPluggable.Plugins.Network.Udp;

/// <summary>The parameters of <c>udp_check</c>.</summary>
internal static class UdpParameters
{
    private const string Expectation = """text in which \xHH stands for a byte, \r, \n and \t for white space, \\ for a backslash""";

    public static Parameter<EscapedText> Check { get; } = new()
    {
        Name = "udp_check",
        ShortDescription = "Datagram that a fit server answers",
        LongDescription = "What is sent by UDP to check_port, or its own port, of each real server, which is fit when it answers. A closed port "
            + "is certain, no answer is not. In the text \\xHH stands for a byte, \\r, \\n and \\t for white space, \\\\ for a backslash.",
        Parse = EscapedText.Parse,
        Expected = Expectation,
    };

    public static Parameter<EscapedText> Answer { get; } = new()
    {
        Name = "udp_check_answer",
        ShortDescription = "What the answer to udp_check has in it",
        LongDescription = "The answer to udp_check must have this in it, written as udp_check is. When it is not set, any answer will do.",
        Parse = EscapedText.Parse,
        Expected = Expectation,
    };

    public static IReadOnlyList<Parameter> All { get; } = [Check, Answer];
}

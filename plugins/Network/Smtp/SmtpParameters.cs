namespace LvsPluggable.Plugins.Network.Smtp;

/// <summary>The parameters of <c>smtp_check</c>.</summary>
internal static class SmtpParameters
{
    private const int LongestName = 255;

    public static Parameter<bool> Check { get; } = new()
    {
        Name = "smtp_check",
        ShortDescription = "Whether a fit server greets as a mail server does",
        LongDescription = "A real server is fit when, on check_port or on its own port, it greets with 220 and answers EHLO with 250. "
            + "One connection is held, so that its end brings the next look at once.",
        Default = "false",
    };

    public static Parameter<string> Helo { get; } = new()
    {
        Name = "smtp_check_helo",
        ShortDescription = "Name that is said to mail servers",
        LongDescription = "What smtp_check says after EHLO: this machine's name, or an address in brackets.",
        Default = "localhost",
        Parse = ParseName,
        Expected = "a host name, or an address in brackets",
    };

    public static IReadOnlyList<Parameter> All { get; } = [Check, Helo];

    private static string ParseName(string text) => text.Length <= LongestName && text.All(letter => letter is > ' ' and <= '~')
        ? text
        : throw new FormatException("should be a host name such as director.example.org, or an address in brackets such as [192.0.2.10]");
}

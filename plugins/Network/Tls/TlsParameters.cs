namespace LvsPluggable.Plugins.Network.Tls;

/// <summary>The parameters of <c>tls_check</c>, of which <c>http_check_tls</c> uses some, too.</summary>
internal static class TlsParameters
{
    public static Parameter<bool> Check { get; } = new()
    {
        Name = "tls_check",
        ShortDescription = "Whether a fit server completes a TLS handshake",
        LongDescription = "A real server is fit when it completes a TLS handshake on check_port, or on its own port. Its certificate is "
            + "verified when tls_check_ca or tls_check_name is set. One connection is held, so that its end brings the next look at once.",
        Default = "false",
    };

    public static Parameter<string> Name { get; } = new()
    {
        Name = "tls_check_name",
        ShortDescription = "Name that the server's certificate is for",
        LongDescription = "The host name, or address, that tls_check, and http_check with http_check_tls, ask for (SNI) and for which the "
            + "certificate must be. When it is not set, the real server's own name is asked for, and counts with tls_check_ca alone.",
        Parse = ParseName,
        Expected = "a host name or an address",
    };

    public static Parameter<Authorities> Ca { get; } = new()
    {
        Name = "tls_check_ca",
        ShortDescription = "Who must have signed the server's certificate",
        LongDescription = "The absolute path of a file with certificates of authorities in PEM form, or system for those that this machine "
            + "trusts: for tls_check, and http_check with http_check_tls, the certificate must lead to one of them, be valid now, and be for "
            + "tls_check_name. Revocation is not asked about. When it is not set, anybody may have signed it.",
        Parse = Authorities.Parse,
        Expected = "the absolute path of a file in PEM form, or system",
    };

    public static Parameter<int> ExpiryDays { get; } = new()
    {
        Name = "tls_check_expiry_days",
        ShortDescription = "How many days a certificate must still be valid",
        LongDescription = "A real server whose certificate expires within so many days drains: it gets weight 0 and keeps its connections. One "
            + "whose certificate has expired is not fit. Where all real servers have the same certificate, all drain at the same time. "
            + "When it is not set, tls_check does not look at it.",
        Minimum = 1,
        Maximum = 3650,
    };

    public static IReadOnlyList<Parameter> All { get; } = [Check, Name, Ca, ExpiryDays];

    private static string ParseName(string text) => Uri.CheckHostName(text) == UriHostNameType.Unknown
        ? throw new FormatException("should be a host name such as www.example.org, or an address")
        : text;
}

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>The parameters of <c>http_check</c>.</summary>
internal static class HttpParameters
{
    public static Parameter<string> Check { get; } = new()
    {
        Name = "http_check",
        ShortDescription = "Path that a fit web server answers",
        LongDescription = "A path such as /health, with a query or without. A real server is fit when, asked for it on check_port or on its "
            + "own port, it answers with a status of http_check_statuses and what else http_check_... asks for. The connection is kept for "
            + "the next looks, and made anew every 10 seconds; its end brings the next look at once. Redirects are not followed.",
        Parse = HttpText.ParsePath,
        Expected = "a path such as /health",
    };

    public static Parameter<string> Method { get; } = new()
    {
        Name = "http_check_method",
        ShortDescription = "Method of http_check",
        LongDescription = "The method with which http_check asks, such as GET, HEAD or OPTIONS.",
        Default = "GET",
        Parse = HttpText.ParseMethod,
        Expected = "a method in capital letters",
    };

    public static Parameter<StatusList> Statuses { get; } = new()
    {
        Name = "http_check_statuses",
        ShortDescription = "Statuses that are right",
        LongDescription = "The statuses of fit real servers, single ones and ranges, such as \"200-299 301\".",
        Default = "200-399",
        Parse = StatusList.Parse,
        Expected = "statuses such as \"200-299 301\"",
    };

    public static Parameter<string> Text { get; } = new()
    {
        Name = "http_check_text",
        ShortDescription = "Text that is in the answer",
        LongDescription = "A text that must be in the first 64 KiB of the body, upper and lower case as written.",
    };

    public static Parameter<TextExpression> Expression { get; } = new()
    {
        Name = "http_check_expression",
        ShortDescription = "Regular expression that matches the answer",
        LongDescription = "A regular expression of .NET, without look-around and back-references, that must match somewhere in the first "
            + "64 KiB of the body.",
        Parse = TextExpression.Parse,
        Expected = "a regular expression without look-around and back-references",
    };

    public static Parameter<string> Host { get; } = new()
    {
        Name = "http_check_host",
        ShortDescription = "Host that is asked for",
        LongDescription = "The Host header, and with http_check_tls the name that is asked for (SNI) where tls_check_name is not set. When it "
            + "is not set, the real server's own name.",
        Parse = HttpText.ParseHost,
        Expected = "a host name, with a port or without",
    };

    public static Parameter<bool> Tls { get; } = new()
    {
        Name = "http_check_tls",
        ShortDescription = "Whether http_check uses TLS",
        LongDescription = "Whether http_check asks by HTTPS, and by HTTP/2 where the real server offers it. The certificate is verified when "
            + "tls_check_ca or tls_check_name is set.",
        Default = "false",
    };

    public static Parameter<WeightOrigin> Weight { get; } = new()
    {
        Name = "http_check_weight",
        ShortDescription = "Where the answer says what percentage of its weight a server gets",
        LongDescription = "header:NAME for a header, body for the body: a whole number from 0 to 100, with a percent sign or without, is the "
            + "percentage of its weight that the real server gets. At 0 it drains. While there is no number its state is not known. "
            + "It changes nothing else where weights are 1 or the scheduler knows none: it needs weights such as default_weight=100 and a "
            + "scheduler such as wrr, wlc or sed.",
        Parse = WeightOrigin.Parse,
        Expected = "body, or header:NAME",
    };

    public static IReadOnlyList<Parameter> All { get; } = [Check, Method, Statuses, Text, Expression, Host, Tls, Weight];
}

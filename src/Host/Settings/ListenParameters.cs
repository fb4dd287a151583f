using System.Globalization;
using System.Net;
using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Settings;

/// <summary>Where the host shows over HTTP how it is, and to whom.</summary>
internal static class ListenParameters
{
    private const string AnAddress = "an address and a port such as 127.0.0.1:8780 or [::1]:8780";
    private const string APath = "an absolute path";

    /// <summary>Where the status page is.</summary>
    public static Parameter<IPEndPoint> Status { get; } = new()
    {
        Name = "status_listen",
        ShortDescription = "Address of the status page",
        LongDescription = "Address and port at which the status page is, read only: / for people, /status.json, /events and /healthz for "
            + "programs. Elsewhere than on the loopback status_token_file, status_certificate and status_key are needed. When it is not set, "
            + "nothing listens.",
        Parse = ReadAddress,
        Expected = AnAddress,
    };

    /// <summary>Where metrics are.</summary>
    public static Parameter<IPEndPoint> Metrics { get; } = new()
    {
        Name = "metrics_listen",
        ShortDescription = "Address of the metrics",
        LongDescription = "Address and port at which Prometheus may read metrics at /metrics, as text or OpenMetrics. Elsewhere than on the "
            + "loopback status_token_file, status_certificate and status_key are needed. The status page has /metrics, too. When it is not set, "
            + "nothing listens.",
        Parse = ReadAddress,
        Expected = AnAddress,
    };

    /// <summary>The token that who looks has to know.</summary>
    public static Parameter<string> TokenFile { get; } = Path(
        "status_token_file",
        "File with the token of the status page",
        "A file whose first line is a token of at least 16 characters, which who looks at the page, or at the metrics, has to send as bearer "
            + "token, or type as the password of any user. Not everybody may be able to read it.");

    /// <summary>The certificate.</summary>
    public static Parameter<string> Certificate { get; } = Path(
        "status_certificate",
        "Certificate of the status page",
        "A PEM file with the certificate with which the status page and metrics_listen speak TLS, and those above it. It is read again at a reload.");

    /// <summary>Its key.</summary>
    public static Parameter<string> Key { get; } = Path(
        "status_key",
        "Key of the status page's certificate",
        "A PEM file with the key of status_certificate. Not everybody may be able to read it.");

    /// <summary>In the order in which people see them.</summary>
    public static IReadOnlyList<Parameter> All { get; } = [Status, Metrics, TokenFile, Certificate, Key];

    /// <summary>An address and a port.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static IPEndPoint ReadAddress(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        return IPAddress.TryParse(host.Trim('[', ']'), out var address) && host.Contains(':', StringComparison.Ordinal) == host.StartsWith('[')
            && ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
                ? new IPEndPoint(address, port)
                : throw new FormatException($"should be {AnAddress}");
    }

    /// <summary>Where status page and metrics are.</summary>
    /// <param name="settings">The parameters.</param>
    /// <param name="looksAtFiles">Whether it matters what is in the files; a page that cannot be shown is no reason for a director to end.</param>
    public static ListenReading Read(ParameterValues settings, bool looksAtFiles)
    {
        List<string> mistakes = [.. Idle(settings)];
        var read = Readable.Else(() => Read(Status, settings, mistakes), null);
        var metrics = Readable.Else(() => Read(Metrics, settings, mistakes), null);
        if (read is not null && read.Address.Equals(metrics?.Address))
        {
            mistakes.Add($"{Metrics.Name}=\"{read.Address}\" should be another address or port than {Status.Name}, which has /metrics, too.");
        }

        return mistakes.Count > 0
            ? new ListenReading { Mistakes = mistakes }
            : new ListenReading
            {
                Settings = read,
                Metrics = metrics,
                Missing = looksAtFiles ? [.. Missing(Status, read), .. read is null ? Missing(Metrics, metrics) : []] : [],
            };
    }

    private static WebSettings? Read(Parameter<IPEndPoint> where, ParameterValues settings, List<string> mistakes)
    {
        if (!settings.TryGet(where, out var address))
        {
            return null;
        }

        var read = new WebSettings
        {
            Address = address,
            TokenFile = settings.TryGet(TokenFile, out var token) ? token : null,
            CertificateFile = settings.TryGet(Certificate, out var certificate) ? certificate : null,
            KeyFile = settings.TryGet(Key, out var key) ? key : null,
        };
        if (WebRule.Mistake($"{where.Name}=\"{address}\"", read, (TokenFile.Name, Certificate.Name, Key.Name)) is { } mistake)
        {
            mistakes.Add(mistake);
        }

        return read;
    }

    // What would do nothing.
    private static IEnumerable<string> Idle(ParameterValues settings) =>
    [
        .. settings.IsSet(Status.Name) || settings.IsSet(Metrics.Name)
            ? []
            : All.Where(parameter => settings.IsSet(parameter.Name))
                .Select(parameter => $"{parameter.Name} is set, but neither {Status.Name} nor {Metrics.Name} is, so it would do nothing."),
        .. settings.IsSet(Certificate.Name) == settings.IsSet(Key.Name)
            ? Array.Empty<string>()
            : [$"{Certificate.Name} and {Key.Name} should both be set, or neither."],
    ];

    private static IReadOnlyList<string> Missing(Parameter where, WebSettings? settings)
    {
        try
        {
            _ = settings is null ? null : WebSecrets.Read(settings);
            return [];
        }
        catch (InvalidDataException wrong)
        {
            return [$"{where.Name}: {wrong.Message}."];
        }
    }

    private static Parameter<string> Path(string name, string inShort, string atLength) => new()
    {
        Name = name,
        ShortDescription = inShort,
        LongDescription = atLength,
        Parse = text => text.StartsWith('/') ? text : throw new FormatException($"should be {APath}"),
        Expected = APath,
    };
}

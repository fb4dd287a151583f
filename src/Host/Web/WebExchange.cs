namespace LvsPluggable.Host.Web;

/// <summary>One request and the answer to it. It names no type of the server's, so that who answers does not load the server.</summary>
/// <param name="header">Gives a header of the request by its name, an empty text where there is none.</param>
/// <param name="begin">Takes the status and the headers of the answer, before its body.</param>
/// <param name="body">Where the body goes; what is written after a HEAD goes nowhere.</param>
/// <param name="gone">Cancelled when the client is gone, or the server ends.</param>
internal sealed class WebExchange(
    Func<string, string> header, Action<int, IReadOnlyDictionary<string, string>> begin, Stream body, CancellationToken gone)
{
    /// <summary>Cancelled when the client is gone, or the server ends.</summary>
    public CancellationToken Gone => gone;

    /// <summary>A header of the request; an empty text where there is none.</summary>
    public string Header(string name) => header(name);

    /// <summary>Begins an answer whose length is not known yet.</summary>
    /// <param name="status">HTTP's code.</param>
    /// <param name="contentType">What the body is.</param>
    /// <param name="headers">What else is said before it; null when nothing is.</param>
    /// <returns>Where the body goes.</returns>
    public Stream Begin(int status, string contentType, IReadOnlyDictionary<string, string>? headers = null)
    {
        begin(status, new Dictionary<string, string>(headers ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = contentType,
        });
        return body;
    }

    /// <summary>Answers.</summary>
    /// <param name="status">HTTP's code.</param>
    /// <param name="contentType">What the body is.</param>
    /// <param name="content">The body.</param>
    /// <param name="headers">What else is said before it; null when nothing is.</param>
    public async Task SendAsync(
        int status, string contentType, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string>? headers = null)
    {
        var length = content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await Begin(status, contentType, new Dictionary<string, string>(headers ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Length"] = length,
        }).WriteAsync(content, gone);
    }

    /// <summary>Answers a line of text.</summary>
    /// <param name="status">HTTP's code.</param>
    /// <param name="line">The line, without its end.</param>
    /// <param name="headers">What else is said before it; null when nothing is.</param>
    public Task SayAsync(int status, string line, IReadOnlyDictionary<string, string>? headers = null) =>
        SendAsync(status, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(line + "\n"), headers);
}

using System.Net.Http.Headers;
using System.Text;

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>The beginning of an answer: all of it that is looked at.</summary>
internal sealed record HttpAnswer
{
    private const int LongestBody = 64 * 1024;

    public required int Status { get; init; }

    public required HttpResponseHeaders Headers { get; init; }

    public required string Body { get; init; }

    /// <summary>Reads an answer to its end, or until there is more than is looked at.</summary>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage message, CancellationToken cancellationToken)
    {
        using var stream = await message.Content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[LongestBody];
        var length = await stream.ReadAtLeastAsync(body, LongestBody, throwOnEndOfStream: false, cancellationToken);
        return new HttpAnswer
        {
            Status = (int)message.StatusCode,
            Headers = message.Headers,
            Body = Encoding.UTF8.GetString(body, 0, length),
        };
    }
}

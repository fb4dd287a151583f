using System.Buffers;
using System.Net.Http.Headers;
using System.Text;

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>The beginning of an answer: all of it that is looked at.</summary>
internal sealed record HttpAnswer
{
    private const int LongestBody = 64 * 1024;

    public required int Status { get; init; }

    public required HttpResponseHeaders Headers { get; init; }

    /// <summary>The body, where it matters.</summary>
    public required string Body { get; init; }

    /// <summary>Reads an answer to its end, or until there is more than is looked at.</summary>
    /// <param name="message">The answer, of which the headers are there.</param>
    /// <param name="keepsBody">Whether the body matters.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage message, bool keepsBody, CancellationToken cancellationToken)
    {
        using var stream = await message.Content.ReadAsStreamAsync(cancellationToken);
        var body = ArrayPool<byte>.Shared.Rent(LongestBody);
        try
        {
            var length = await stream.ReadAtLeastAsync(
                body.AsMemory(0, LongestBody), LongestBody, throwOnEndOfStream: false, cancellationToken);
            return new HttpAnswer
            {
                Status = (int)message.StatusCode,
                Headers = message.Headers,
                Body = keepsBody ? Encoding.UTF8.GetString(body, 0, length) : "",
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace LvsPluggable.Host.Notices;

/// <summary>How a notice is written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(KindConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Notice))]
internal sealed partial class NoticeJson : JsonSerializerContext
{
    private sealed class KindConverter() : JsonStringEnumConverter<NoticeKind>(JsonNamingPolicy.SnakeCaseLower);
}

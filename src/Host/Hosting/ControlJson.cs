using System.Text.Json.Serialization;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Hosting;

/// <summary>How the control socket's lines and the status for programs are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(ServerStateConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlAnswer))]
[JsonSerializable(typeof(IReadOnlyList<HostStatus>))]
[JsonSerializable(typeof(ServerListFile))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    private sealed class ServerStateConverter()
        : JsonStringEnumConverter<ServerState>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower);
}

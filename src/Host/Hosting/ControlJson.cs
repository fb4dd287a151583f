using System.Text.Json.Serialization;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Director.Status;
using LvsPluggable.Host.Metrics;

namespace LvsPluggable.Host.Hosting;

/// <summary>How the control socket's lines, the status for programs and the saved parameters are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(ServerStateConverter), typeof(MetricKindConverter), typeof(OrderKindConverter), typeof(ForwardMethodConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlAnswer))]
[JsonSerializable(typeof(IReadOnlyList<HostStatus>))]
[JsonSerializable(typeof(ServerListFile))]
[JsonSerializable(typeof(SavedParameters))]
[JsonSerializable(typeof(IReadOnlyList<OperatorOrder>))]
[JsonSerializable(typeof(IReadOnlyList<FormerSetting>))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    private sealed class ServerStateConverter()
        : JsonStringEnumConverter<ServerState>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower);

    private sealed class MetricKindConverter()
        : JsonStringEnumConverter<MetricKind>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower);

    private sealed class OrderKindConverter()
        : JsonStringEnumConverter<OrderKind>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower);

    private sealed class ForwardMethodConverter()
        : JsonStringEnumConverter<ForwardMethod>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower);
}

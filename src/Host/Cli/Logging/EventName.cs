using Serilog.Core;
using Serilog.Events;

namespace LvsPluggable.Host.Cli.Logging;

/// <summary>Puts the identifier of the event where the formats have it, in place of Serilog.Extensions.Logging's EventId.</summary>
/// <param name="mark">Makes what is shown of it.</param>
internal sealed class EventName(Func<string, string> mark) : ILogEventEnricher
{
    /// <summary>The property that has it.</summary>
    public const string Property = "Event";

    private const string Id = "EventId";

    /// <summary>The identifier; null where the line is about none of the kinds that have one.</summary>
    public static string? Of(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault(Id) is StructureValue id
        && id.Properties.FirstOrDefault(property => property.Name == "Name")?.Value is ScalarValue { Value: string name }
            ? name
            : null;

    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (Of(logEvent) is { } name)
        {
            logEvent.RemovePropertyIfPresent(Id);
            logEvent.AddOrUpdateProperty(new LogEventProperty(Property, new ScalarValue(mark(name))));
        }
    }
}

using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace LvsPluggable.Host.Cli;

/// <summary>Writes log events on the host's own standard error.</summary>
internal sealed class TerminalSink(string outputTemplate) : ILogEventSink
{
    private readonly MessageTemplateTextFormatter _formatter = new(outputTemplate);
    private readonly Lock _lock = new();

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter();
        _formatter.Format(logEvent, text);
        lock (_lock)
        {
            Terminal.Error.Write(text.ToString());
        }
    }
}

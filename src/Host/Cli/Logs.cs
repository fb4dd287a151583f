using Serilog;

namespace LvsPluggable.Host.Cli;

/// <summary>Where commands log.</summary>
internal static class Logs
{
    /// <summary>A line for people who watch.</summary>
    public const string ConsoleLine = "{Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>For commands that only look: warnings on standard error.</summary>
    public static ILogger ForCommand() => Configuration().MinimumLevel.Warning().WriteTo.Sink(new TerminalSink(ConsoleLine)).CreateLogger();

    /// <summary>For those who write a plugin: all that it says, on standard error.</summary>
    public static ILogger ForDeveloper() => Configuration().WriteTo.Sink(new TerminalSink(ConsoleLine)).CreateLogger();

    /// <summary>What is logged at all.</summary>
    public static LoggerConfiguration Configuration() => new LoggerConfiguration().MinimumLevel.Information();
}

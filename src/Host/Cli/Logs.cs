using Serilog;

namespace LvsPluggable.Host.Cli;

/// <summary>Where the host logs: a rolling file per instance, and standard error when a person runs it.</summary>
internal static class Logs
{
    private const string Folder = "/var/log/lvsdr";
    private const long LargestFile = 10 * 1024 * 1024;
    private const int KeptFiles = 5;
    private const string FileLine = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const string ConsoleLine = "{Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>For commands that only look: warnings on standard error.</summary>
    public static ILogger ForCommand() => Configuration().MinimumLevel.Warning().WriteTo.Sink(new TerminalSink(ConsoleLine)).CreateLogger();

    /// <summary>For those who write a plugin: all that it says, on standard error.</summary>
    public static ILogger ForDeveloper() => Configuration().WriteTo.Sink(new TerminalSink(ConsoleLine)).CreateLogger();

    /// <summary>For the resident host.</summary>
    /// <param name="instance">The resource instance, after which the file is named.</param>
    /// <param name="isForeground">Whether a person is watching standard error.</param>
    public static ILogger ForResident(string instance, bool isForeground)
    {
        var configuration = Configuration();
        try
        {
            Directory.CreateDirectory(Folder);
            var path = Path.Combine(Folder, instance + ".log");
            using (File.Open(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            {
                configuration.WriteTo.File(
                    path, outputTemplate: FileLine, fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true, retainedFileCountLimit: KeptFiles, shared: false);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Terminal.Error.WriteLine($"No log is written: {problem.Message}");
        }

        return isForeground
            ? configuration.WriteTo.Sink(new TerminalSink("{Timestamp:HH:mm:ss.fff} " + ConsoleLine)).CreateLogger()
            : configuration.CreateLogger();
    }

    private static LoggerConfiguration Configuration() => new LoggerConfiguration().MinimumLevel.Information();
}

namespace LvsPluggable.Host.Settings;

/// <summary>Where the host logs. It does so before its parameters are read as a whole.</summary>
internal static class LogParameters
{
    /// <summary>Who takes the log.</summary>
    public static Parameter<LogTarget> Target { get; } = new()
    {
        Name = "log_target",
        ShortDescription = "Who takes the log",
        LongDescription = "\"file\" is /var/log/lvsdr/INSTANCE.log. \"journal\" is systemd's, with the instance and the kind of event as fields "
            + "LVSDR_INSTANCE and LVSDR_EVENT, and \"syslog\" what listens at /dev/log; both with levels, as lvsdr. Where those do not listen, "
            + "it is the file.",
        Default = "file",
    };

    /// <summary>How the file is written.</summary>
    public static Parameter<LogFormat> Format { get; } = new()
    {
        Name = "log_format",
        ShortDescription = "How the log file is written",
        LongDescription = "\"text\" is for people, \"json\" an object a line for programs, in Serilog's compact format (@t is the time, @m the "
            + "message, @l the level unless that is Information), with the kind of event as Event. The journal and syslog have formats of their own.",
        Default = "text",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Parameter> All { get; } = [Target, Format];

    /// <summary>What the given texts ask for. One that makes no sense is reported with all other mistakes, and counts as not given here.</summary>
    public static LogSettings Read(IReadOnlyDictionary<string, string> given) => new(
        given.TryGetValue(Target.Name, out var target) && Target.TryParseValue(target, out var who, out _) ? (LogTarget)who : LogTarget.File,
        given.TryGetValue(Format.Name, out var format) && Format.TryParseValue(format, out var how, out _) ? (LogFormat)how : LogFormat.Text);
}

namespace LvsPluggable.Host.Settings;

/// <summary>How the log file is written.</summary>
internal enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>An object a line.</summary>
    Json,
}

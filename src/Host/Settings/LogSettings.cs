namespace LvsPluggable.Host.Settings;

/// <summary>Where and how the host logs.</summary>
/// <param name="Target">Who takes the log.</param>
/// <param name="Format">How the file is written.</param>
internal sealed record LogSettings(LogTarget Target, LogFormat Format);

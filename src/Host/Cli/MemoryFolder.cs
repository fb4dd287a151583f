namespace LvsPluggable.Host.Cli;

/// <summary>The folder of what survives stop and reboot, unlike the state directory.</summary>
internal static class MemoryFolder
{
    public static string Path => Environment.GetEnvironmentVariable("LVSDR_MEMORY") is { Length: > 0 } folder ? folder : "/var/lib/lvsdr";
}

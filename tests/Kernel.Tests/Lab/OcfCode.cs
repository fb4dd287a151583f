namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>Exit codes of OCF agents (OCF Resource Agent API 1.1, section "Return codes").</summary>
internal static class OcfCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int Unimplemented = 3;
    public const int NotInstalled = 5;
    public const int NotConfigured = 6;
    public const int NotRunning = 7;
    public const int Degraded = 190;
}

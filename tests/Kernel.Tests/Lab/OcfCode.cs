namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>Exit codes of OCF agents (OCF Resource Agent API 1.1, section "Return codes"), and those of Pacemaker for what is degraded.</summary>
internal static class OcfCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int InvalidArguments = 2;
    public const int Unimplemented = 3;
    public const int NotInstalled = 5;
    public const int NotConfigured = 6;
    public const int NotRunning = 7;
    public const int Promoted = 8;
    public const int FailedPromoted = 9;
    public const int Degraded = 190;
    public const int DegradedPromoted = 191;
}

using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Ocf;

/// <summary>The exit codes that what the host finds calls for.</summary>
internal static class OcfExitCodes
{
    /// <summary>What start and validate-all answer to parameters that cannot be used.</summary>
    public static OcfExitCode Of(Refusal refusal) => refusal switch
    {
        Refusal.WrongEverywhere => OcfExitCode.NotConfigured,
        Refusal.MissingHere => OcfExitCode.NotInstalled,
        _ => OcfExitCode.Success,
    };
}

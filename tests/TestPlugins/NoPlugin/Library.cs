namespace LvsPluggable.TestPlugins;

/// <summary>Uses the contract and implements no plugin.</summary>
public static class Library
{
    public static HealthResult Result => HealthResult.Healthy();
}

namespace LvsPluggable.Plugins.Processes;

/// <summary>The environment of programs.</summary>
internal static class ProgramEnvironment
{
    private const string ParameterPrefix = "OCF_RESKEY_";

    private const string OpenTelemetrysPrefix = "OTEL_";

    // They share the prefix of parameters and are Pacemaker's own.
    private static readonly string[] PacemakersPrefixes = [ParameterPrefix + "CRM_meta_", ParameterPrefix + "crm_feature_set"];

    /// <summary>
    /// Takes out the parameters that this process was started with: some are secret, and others have changed since. Takes out what says where
    /// this process sends its metrics, and with what password. Puts in the parameters that a program is to be told.
    /// </summary>
    /// <param name="variables">This process's variables.</param>
    /// <param name="parameters">The parameters, by name.</param>
    public static void Prepare(IDictionary<string, string?> variables, IReadOnlyDictionary<string, string> parameters)
    {
        foreach (var name in variables.Keys.Where(name => IsParameter(name) || name.StartsWith(OpenTelemetrysPrefix, StringComparison.Ordinal)).ToList())
        {
            variables.Remove(name);
        }

        foreach (var (name, text) in parameters)
        {
            variables[ParameterPrefix + name] = text;
        }
    }

    private static bool IsParameter(string name) =>
        name.StartsWith(ParameterPrefix, StringComparison.Ordinal)
        && !Array.Exists(PacemakersPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}

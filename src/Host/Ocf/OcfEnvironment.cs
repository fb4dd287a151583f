using System.Collections;
using System.Globalization;

namespace LvsPluggable.Host.Ocf;

/// <summary>
/// What the cluster manager hands to an action in its environment (OCF resource agent API 1.1, section "Parameter passing").
/// </summary>
internal sealed class OcfEnvironment
{
    /// <summary>The folder of state directories where <c>HA_RSCTMP</c> says nothing.</summary>
    public const string DefaultStateRoot = "/run/resource-agents";

    private const string ParameterPrefix = "OCF_RESKEY_";
    private const string MetaPrefix = "CRM_meta_";

    // They share the prefix of parameters: Pacemaker's own, and those of the resource-agents' shell library, which tools add to any agent.
    private static readonly string[] OthersNames = ["crm_feature_set", "trace_ra", "trace_dir", "trace_file", "depth"];

    /// <summary>The resource instance's name; <c>default</c> when there is none.</summary>
    public required string Instance { get; init; }

    /// <summary>The time after which the cluster manager kills the action; null when it does not say.</summary>
    public required TimeSpan? ActionTimeout { get; init; }

    /// <summary>The folder that holds the state directories of all instances.</summary>
    public required string StateRoot { get; init; }

    /// <summary>The parameters that were given a value, by name. An empty value counts as none: that is how people take one back.</summary>
    public required IReadOnlyDictionary<string, string> Given { get; init; }

    /// <summary>Reads the environment variables of an action.</summary>
    /// <param name="variables">All environment variables, names and values being strings.</param>
    public static OcfEnvironment Read(IDictionary variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in variables)
        {
            if (variable is { Key: string name, Value: string { Length: > 0 } value }
                && name.StartsWith(ParameterPrefix, StringComparison.Ordinal)
                && IsParameter(name[ParameterPrefix.Length..]))
            {
                given.Add(name[ParameterPrefix.Length..], value);
            }
        }

        return new OcfEnvironment
        {
            Instance = Text(variables, "OCF_RESOURCE_INSTANCE") ?? "default",
            ActionTimeout = Milliseconds(Text(variables, ParameterPrefix + MetaPrefix + "timeout")),
            StateRoot = Text(variables, "HA_RSCTMP") ?? DefaultStateRoot,
            Given = given,
        };
    }

    /// <summary>Whether it is a parameter of the agent, and not one that Pacemaker or its tools give any agent.</summary>
    public static bool IsParameter(string name) =>
        name.Length > 0 && !name.StartsWith(MetaPrefix, StringComparison.Ordinal) && !OthersNames.Contains(name);

    private static string? Text(IDictionary variables, string name) => variables[name] is string { Length: > 0 } text ? text : null;

    private static TimeSpan? Milliseconds(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}

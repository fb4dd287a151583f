using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Trial;

/// <summary>Completes the parameters with which a plugin is tried.</summary>
internal static class TriedParameters
{
    // A service that nobody has, of which real servers may be anywhere, on this machine and at any port.
    private static readonly Dictionary<string, string> Assumed = new(StringComparer.Ordinal)
    {
        [HostSettings.Vip.Name] = "127.255.255.254",
        [HostSettings.Port.Name] = "80",
        [ForwardingParameters.ForwardMethod.Name] = "nat",
    };

    /// <summary>The parameters with a virtual service, where they say none.</summary>
    public static GivenParameters Completed(GivenParameters given)
    {
        var values = new Dictionary<string, string>(given.Values, StringComparer.Ordinal);
        // A mark takes the place of an address and a port.
        var isMark = values.ContainsKey(ServiceParameters.FirewallMark.Name);
        foreach (var (name, text) in Assumed.Where(pair => !isMark || pair.Key == ForwardingParameters.ForwardMethod.Name))
        {
            values.TryAdd(name, text);
        }

        return given with { Values = values };
    }
}

using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Settings;

/// <summary>Reads which virtual service it is.</summary>
internal static class ServiceSettings
{
    /// <summary>What selects it; null when names cannot be resolved on this node.</summary>
    /// <param name="settings">The parameters.</param>
    /// <param name="unresolved">Takes a sentence for each name that cannot.</param>
    public static ServiceKey? Key(ParameterValues settings, List<string> unresolved)
    {
        var protocol = settings.Get(ServiceParameters.Protocol);
        var address = Try(() => VirtualEndPoint.ResolveAddress(settings.Get(HostSettings.Vip)));
        var port = Try(() => VirtualEndPoint.ResolvePort(settings.Get(HostSettings.Port), protocol));
        return unresolved.Count == 0 ? ServiceKey.ForAddress(protocol, address!, port) : null;

        T? Try<T>(Func<T> resolve)
        {
            try
            {
                return resolve();
            }
            catch (FormatException unknown)
            {
                unresolved.Add(unknown.Message);
                return default;
            }
        }
    }
}

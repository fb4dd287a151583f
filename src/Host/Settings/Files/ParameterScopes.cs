namespace LvsPluggable.Host.Settings.Files;

/// <summary>Tells where in a configuration file each parameter belongs.</summary>
internal static class ParameterScopes
{
    private static readonly HashSet<string> OfService = Names([HostSettings.Vip, HostSettings.Port, .. ServiceParameters.All, HostSettings.VirtualServiceOptions]);

    private static readonly HashSet<string> OfHost = Names(
        [NoticeParameters.Notify, NoticeParameters.NotifyUser, ClusterParameters.PublishAttribute, HostSettings.SyncInterval, HostSettings.ManageSysctls, .. KernelParameters.All]);

    private static readonly HashSet<string> OfResource =
        Names(
        [
            HostSettings.Config, HostSettings.PluginPath, HostSettings.PluginHashes, HostSettings.RestartLimit, HostSettings.HeatbeatFile,
            .. LogParameters.All, .. ListenParameters.All,
        ]);

    /// <summary>Where it belongs; what nobody declares belongs to a pool, where it is reported.</summary>
    public static ParameterScope Of(string parameter) => parameter switch
    {
        _ when OfService.Contains(parameter) => ParameterScope.Service,
        _ when OfHost.Contains(parameter) => ParameterScope.Host,
        _ when OfResource.Contains(parameter) => ParameterScope.Resource,
        _ => ParameterScope.Pool,
    };

    /// <summary>Whether it can be set next to <c>config</c>: what is the resource's, and <c>vip</c>, which all services of the file have then.</summary>
    public static bool StandsBesideFile(string parameter) => Of(parameter) == ParameterScope.Resource || parameter == HostSettings.Vip.Name;

    private static HashSet<string> Names(IEnumerable<Parameter> parameters) =>
        parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
}

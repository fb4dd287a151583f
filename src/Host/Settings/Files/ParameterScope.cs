namespace LvsPluggable.Host.Settings.Files;

/// <summary>Where in a configuration file a parameter belongs.</summary>
internal enum ParameterScope
{
    /// <summary>To the real servers: a pool, or a service that has its own.</summary>
    Pool,

    /// <summary>To a virtual service.</summary>
    Service,

    /// <summary>To what is there once for all services.</summary>
    Host,

    /// <summary>Beside the file, among the parameters of the resource: it is about the process.</summary>
    Resource,
}

namespace LvsPluggable.Host.Cli.Live;

/// <summary>By what real servers are in order.</summary>
internal enum LiveSort
{
    /// <summary>As the status has them.</summary>
    Table,

    /// <summary>Those that need attention first.</summary>
    Trouble,

    Name,

    /// <summary>Those with the most active connections first.</summary>
    Connections,

    /// <summary>Those with the most new connections a second first.</summary>
    Rate,

    /// <summary>Those with the greatest weight first.</summary>
    Weight,
}

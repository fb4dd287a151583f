namespace LvsPluggable.Host.Cli.Live;

/// <summary>What the screen shows.</summary>
internal enum LiveMode
{
    Servers,

    /// <summary>The same, while a filter is being typed.</summary>
    Filter,

    /// <summary>One server.</summary>
    Detail,

    /// <summary>What the keys do.</summary>
    Help,
}

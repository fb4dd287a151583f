using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Hosting;

/// <summary>The parameters that were in force last, for a host that takes the place of one that died.</summary>
internal sealed record SavedParameters
{
    /// <summary>Their texts, by name.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The virtual services that they made, as ipvsadm selects them: what names in them stood for.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>What the configuration file said that they name; null when they name none.</summary>
    public byte[]? File { get; init; }

    /// <summary>The plugins that were in use.</summary>
    public IReadOnlyList<PluginRecord> Plugins { get; init; } = [];

    /// <summary>Why parameters that were given after these were rejected; null when none were.</summary>
    public string? Rejected { get; init; }
}

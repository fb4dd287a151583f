namespace LvsPluggable.Host.Settings.Files;

/// <summary>A configuration file as it is written, before anybody knows what its parameters mean.</summary>
internal sealed record ConfigurationFile
{
    /// <summary>What is there once for all services; null when the file does not say.</summary>
    public FileSection? Host { get; init; }

    /// <summary>What each service and pool has unless it says otherwise; null when the file does not say.</summary>
    public FileSection? Defaults { get; init; }

    /// <summary>Real servers that several services share, by name.</summary>
    public IReadOnlyList<FileSection> Pools { get; init; } = [];

    /// <summary>The virtual services, by name.</summary>
    public IReadOnlyList<FileSection> Services { get; init; } = [];

    /// <summary>What is wrong with how it is written.</summary>
    public IReadOnlyList<FileMistake> Mistakes { get; init; } = [];
}

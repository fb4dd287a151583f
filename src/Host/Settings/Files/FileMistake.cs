namespace LvsPluggable.Host.Settings.Files;

/// <summary>What is wrong in a configuration file.</summary>
/// <param name="Place">Where.</param>
/// <param name="What">What, and what would be right, in a whole sentence.</param>
internal sealed record FileMistake(Place Place, string What);

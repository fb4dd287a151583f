namespace LvsPluggable.Host.Director.Kernel;

/// <summary>A setting of the kernel that was changed because a user asked for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Former">What it was before.</param>
/// <param name="Ours">What it was set to.</param>
internal sealed record FormerSetting(string Name, string Former, string Ours);

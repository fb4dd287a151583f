namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>A file that another one includes.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its text.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
internal sealed record IncludedFile(string Path, string Text, string? Problem);

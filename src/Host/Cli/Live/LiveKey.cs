namespace LvsPluggable.Host.Cli.Live;

/// <summary>A key that was pressed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The character; empty for every other kind.</param>
internal sealed record LiveKey(KeyKind Kind, string Text = "");

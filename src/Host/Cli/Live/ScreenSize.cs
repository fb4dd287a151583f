namespace LvsPluggable.Host.Cli.Live;

/// <summary>How many cells a terminal has.</summary>
internal sealed record ScreenSize(int Width, int Height);

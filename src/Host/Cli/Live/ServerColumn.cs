namespace LvsPluggable.Host.Cli.Live;

/// <summary>A column of the list of real servers.</summary>
/// <param name="Head">Its head.</param>
/// <param name="Width">How many cells it has.</param>
/// <param name="Place">Which goes first where the terminal is narrow: the greatest; one with 0 never goes.</param>
/// <param name="Text">What it shows.</param>
/// <param name="IsRight">Whether that is at its right end.</param>
internal sealed record ServerColumn(string Head, int Width, int Place, Func<LiveServer, DateTimeOffset, string> Text, bool IsRight = false);

namespace LvsPluggable.Host.Cli.Live;

/// <summary>What comes of a key.</summary>
/// <param name="View">What is shown from then on.</param>
/// <param name="Order">What is to be asked of a host; null for nothing.</param>
/// <param name="Ends">Whether that was all.</param>
/// <param name="Redraws">Whether everything is to be drawn anew.</param>
internal sealed record LiveStep(LiveView View, LiveOrder? Order = null, bool Ends = false, bool Redraws = false);

namespace LvsPluggable.Host.Plugins.Running;

/// <summary>What follows from one call.</summary>
/// <param name="Pause">How long to wait before the next one, unless the plugin wakes the loop; infinite: for that alone.</param>
/// <param name="IsChange">Whether it said something else than the call before.</param>
internal readonly record struct LoopTurn(TimeSpan Pause, bool IsChange);

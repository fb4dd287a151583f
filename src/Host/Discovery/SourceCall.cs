using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Discovery;

/// <summary>One call of a source.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="State">What is known from the source since.</param>
internal sealed record SourceCall(CallOutcome<ListAnswer> Outcome, SourceState State);

using System.Runtime.InteropServices;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Checks;

/// <summary>One call of a check.</summary>
/// <param name="Server">The server that it was about.</param>
/// <param name="Check">The check's name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Result">What it counts as.</param>
/// <param name="State">What is known from the check since.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CheckCall(Candidate Server, string Check, CallOutcome<HealthResult> Outcome, HealthResult Result, CheckState State);

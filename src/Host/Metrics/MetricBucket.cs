using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Metrics;

/// <summary>One bucket of a histogram.</summary>
/// <param name="Count">How many were in it, and in none below it.</param>
/// <param name="Sum">What they add up to.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MetricBucket(long Count, double Sum);

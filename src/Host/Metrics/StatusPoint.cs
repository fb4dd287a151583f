using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Metrics;

/// <summary>One value, and what it is of.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StatusPoint(double Value, params KeyValuePair<string, object?>[] Labels)
{
    /// <summary>A moment, as seconds since 1970.</summary>
    public static StatusPoint At(DateTimeOffset moment, params KeyValuePair<string, object?>[] labels) =>
        new(moment.ToUnixTimeMilliseconds() / 1000.0, labels);

    /// <summary>A yes as 1, a no as 0.</summary>
    public static StatusPoint If(bool holds, params KeyValuePair<string, object?>[] labels) => new(holds ? 1 : 0, labels);
}

using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Converting;

/// <summary>A line of a file that is converted.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SourcePlace(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}

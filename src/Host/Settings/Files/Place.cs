using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>A place in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character of the line, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}

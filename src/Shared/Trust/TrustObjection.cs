namespace LvsPluggable.Trust;

/// <summary>Why a path is not trusted.</summary>
/// <param name="Fault">What is wrong, for people: the path, and who could have changed it.</param>
/// <param name="Mend">The command that would mend it; null when there is none.</param>
internal sealed record TrustObjection(string Fault, string? Mend)
{
    /// <summary>The whole sentence.</summary>
    public override string ToString() => Mend is null ? Fault : $"{Fault} ({Mend} would mend that)";
}

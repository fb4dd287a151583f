namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>A keepalived.conf as it is written, with what it includes.</summary>
/// <param name="Statements">The outermost statements.</param>
/// <param name="Problems">What is wrong with how it is written.</param>
internal sealed record KeepalivedFile(IReadOnlyList<Statement> Statements, IReadOnlyList<(SourcePlace Place, string What)> Problems);

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>What a keepalived.conf needs from outside.</summary>
/// <param name="ConfigId">The word after @ of the lines that count, as keepalived's <c>--config-id</c>.</param>
/// <param name="Include">Finds the files that a pattern names, seen from the folder of the file that includes them.</param>
internal sealed record KeepalivedOptions(string ConfigId, Func<string, string, IReadOnlyList<IncludedFile>> Include);

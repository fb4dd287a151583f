using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Ocf;

/// <summary>A line that others stand below, as pcs prints it: a resource, what it is in, or a part of one.</summary>
/// <param name="indent">How many spaces stand before it.</param>
/// <param name="header">What it says of a resource.</param>
/// <param name="holder">The resource, group or clone that it is in.</param>
internal sealed class PcsEntry(int indent, Match header, PcsEntry? holder)
{
    public int Indent { get; } = indent;

    /// <summary>The set of parameters that it is; null for a resource, group or clone.</summary>
    public PcsParameterSet? Set { get; init; }

    public List<PcsParameterSet> Sets { get; } = [];

    private PcsEntry? Holder { get; } = holder;

    /// <summary>The resource that it is.</summary>
    public CibResource Resource()
    {
        var around = Around().ToList();
        var given = around.SelectMany(entry => entry.Sets).Where(set => !set.IsUnderRule).SelectMany(set => set.Pairs)
            .Where(pair => OcfEnvironment.IsParameter(pair.Key)).DistinctBy(pair => pair.Key).ToDictionary(StringComparer.Ordinal);
        return new CibResource
        {
            Id = header.Groups["id"].Value,
            Provider = header.Groups["provider"].Value,
            Type = header.Groups["type"].Value,
            Given = given.Where(pair => pair.Value.Length > 0).ToDictionary(StringComparer.Ordinal),
            Emptied = [.. given.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key)],
            Inherited = [.. around.Skip(1).SelectMany(entry => entry.Sets).Where(set => !set.IsUnderRule).SelectMany(set => set.Pairs.Keys).Distinct(StringComparer.Ordinal)],
            UnderRules = [.. around.SelectMany(entry => entry.Sets).Where(set => set.IsUnderRule).Select(set => set.Id)],
        };
    }

    private IEnumerable<PcsEntry> Around()
    {
        for (var entry = this; entry is not null; entry = entry.Holder)
        {
            yield return entry;
        }
    }
}

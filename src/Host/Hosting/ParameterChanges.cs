namespace LvsPluggable.Host.Hosting;

/// <summary>Says which parameters have changed. Values are not said: a secret may be among them.</summary>
internal static class ParameterChanges
{
    /// <summary>In words.</summary>
    /// <param name="former">The texts of those that were in force.</param>
    /// <param name="now">The texts of those that are.</param>
    public static string Between(IReadOnlyDictionary<string, string> former, IReadOnlyDictionary<string, string> now)
    {
        var changed = former.Keys.Union(now.Keys).Where(name => former.GetValueOrDefault(name) != now.GetValueOrDefault(name)).Order(StringComparer.Ordinal).ToList();
        return changed.Count > 0 ? $"changed: {string.Join(", ", changed)}"
            : now.ContainsKey("config") ? "the configuration file was read anew"
            : "none differs";
    }
}

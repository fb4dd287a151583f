namespace LvsPluggable.Host.Settings.Files;

/// <summary>Virtual services of a configuration file that have the same real servers, and what was read of them.</summary>
internal sealed record FilePool(FileGroup Group, PoolInput Input)
{
    /// <summary>All that a definition of them is made from: one of the same origin is the same.</summary>
    public string Origin(string plugins, TimeSpan syncInterval) => string.Join('\0', [
        $"{syncInterval}",
        plugins,
        .. Input.Services.Select(service => service.ToSaveLine()),
        .. Group.Texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => $"{text.Key}={text.Value}"),
    ]);
}

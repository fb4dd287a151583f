using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director.Kernel;

/// <summary>
/// Keeps the settings that users ask for, and gives back what was there before when they are asked for no more by any instance, unless
/// somebody else has changed them meanwhile.
/// </summary>
internal sealed class WishKeeper(KernelValues values, SettingWriter writer, IFormerSettings memory, ILogger log)
{
    private bool _kept;

    /// <summary>Makes the settings what they should be.</summary>
    /// <returns>What could not be set, in words.</returns>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public async Task<IReadOnlyList<(string Key, string What)>> KeepAsync(KernelWishes wishes, CancellationToken stopping)
    {
        var former = memory.Recall().ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        var wanted = Wanted(wishes);
        var others = wanted.Keys.All(former.ContainsKey) ? [] : memory.RecallOthers();
        var problems = new List<(string Key, string What)>();
        foreach (var (name, value) in wanted)
        {
            await writer.TryAsync(name, value, problems, async () =>
            {
                var current = await values.ReadAsync(name, stopping);
                var before = former.GetValueOrDefault(name);
                if (current == value && before is not null)
                {
                    return;
                }

                // Written down first, so that a host that dies in between leaves nothing that nobody gives back.
                former[name] = new FormerSetting(name, (before ?? Of(others, name))?.Former ?? current, value);
                memory.Remember([.. former.Values]);
                await writer.SetAsync(name, current, value, _kept && before is not null, stopping);
            });
        }

        await GiveBackAsync(former, former.Keys.Except(wanted.Keys, StringComparer.Ordinal).ToList(), problems, stopping);
        _kept = true;
        return problems;
    }

    /// <summary>Gives everything back.</summary>
    /// <exception cref="OperationCanceledException">There is no more time.</exception>
    public async Task GiveBackAsync(CancellationToken stopping)
    {
        var former = memory.Recall().ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        await GiveBackAsync(former, [.. former.Keys], [], stopping);
    }

    private async Task GiveBackAsync(
        Dictionary<string, FormerSetting> former, IReadOnlyList<string> names, List<(string Key, string What)> problems, CancellationToken stopping)
    {
        var others = names.Count > 0 ? memory.RecallOthers() : [];
        foreach (var name in names)
        {
            var setting = former[name];
            await writer.TryAsync(name, setting.Former, problems, async () =>
            {
                if (Of(others, name) is null && await values.ReadAsync(name, stopping) == setting.Ours)
                {
                    await values.WriteAsync(name, setting.Former, stopping);
                    log.LogInformation("Kernel setting {Setting} is {Value} again", KernelValues.Shown(name), setting.Former);
                }

                former.Remove(name);
            });
        }

        if (names.Count > 0)
        {
            memory.Remember([.. former.Values]);
        }
    }

    private static FormerSetting? Of(IReadOnlyList<FormerSetting> settings, string name) =>
        settings.FirstOrDefault(setting => setting.Name == name);

    private static Dictionary<string, string> Wanted(KernelWishes wishes)
    {
        var wanted = new Dictionary<string, string>(wishes.Sysctls, StringComparer.Ordinal);
        foreach (var (name, value) in wishes.Timeouts is { } timeouts ? KernelValues.Of(timeouts) : [])
        {
            wanted[name] = value;
        }

        return wanted;
    }
}

using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Director.Kernel;

/// <summary>Sets settings of the kernel and says what became of it; what cannot be set is logged once, not at every try.</summary>
internal sealed class SettingWriter(KernelValues values, ILogger log)
{
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);

    /// <summary>Does something about one setting.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="value">What it should become.</param>
    /// <param name="problems">Takes why it could not be done, in words.</param>
    /// <param name="act">What is to be done.</param>
    public async Task TryAsync(string name, string value, List<(string Key, string What)> problems, Func<Task> act)
    {
        try
        {
            await act();
            _failing.Remove(name);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or IpvsException)
        {
            var what = $"kernel setting {KernelValues.Shown(name)} cannot be set to {value}: {Words.Of(problem)}";
            problems.Add(($"sysctl {name}", what));
            if (_failing.Add(name))
            {
                log.LogError("{Problem}", what);
            }
        }
    }

    /// <summary>Sets one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="current">What it is.</param>
    /// <param name="value">What it should be.</param>
    /// <param name="wasKept">Whether it was so before, and somebody else has changed it.</param>
    /// <param name="stopping">Cancelled when the host stops.</param>
    public async Task SetAsync(string name, string current, string value, bool wasKept, CancellationToken stopping)
    {
        if (current != value)
        {
            await values.WriteAsync(name, value, stopping);
            log.Log(
                wasKept ? LogLevel.Warning : LogLevel.Information,
                "Kernel setting {Setting} was {Old} and is now {New}",
                KernelValues.Shown(name),
                current,
                value);
        }
    }
}

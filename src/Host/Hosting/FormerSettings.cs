using System.Text.Json;
using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary><see cref="IFormerSettings"/> in the state folder, so that the host after this one gives them back.</summary>
internal sealed class FormerSettings(StateDirectory state, ILogger log) : IFormerSettings
{
    /// <inheritdoc/>
    public bool OthersSynchronise => state.Others.Any(other => other.Synchronises);

    /// <inheritdoc/>
    public IReadOnlyList<FormerSetting> Recall()
    {
        try
        {
            return state.ReadFormerSettings();
        }
        catch (JsonException problem)
        {
            log.LogWarning("What kernel settings were before is not understood: {Reason}", Words.Of(problem));
            return [];
        }
    }

    /// <inheritdoc/>
    public void Remember(IReadOnlyList<FormerSetting> settings) => state.WriteFormerSettings(settings);

    /// <inheritdoc/>
    public void ClaimSynchronisation(bool isClaimed)
    {
        if (state.Synchronises != isClaimed)
        {
            state.Synchronises = isClaimed;
        }
    }
}

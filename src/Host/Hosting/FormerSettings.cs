using System.Text.Json;
using LvsPluggable.Host.Director.Kernel;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary><see cref="IFormerSettings"/> in the state folder, so that the host after this one gives them back.</summary>
internal sealed class FormerSettings(StateDirectory state, ILogger log) : IFormerSettings
{
    // Asked for again and again, and nobody else writes into the state folder of a host that runs.
    private IReadOnlyList<FormerSetting>? _settings;
    private bool? _synchronises;

    /// <inheritdoc/>
    public bool OthersSynchronise => state.Others.Any(other => other.Synchronises);

    /// <inheritdoc/>
    public bool Synchronises
    {
        get => _synchronises ??= state.Synchronises;
        set
        {
            state.Synchronises = value;
            _synchronises = value;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<FormerSetting> Recall() => _settings ??= Read(state);

    /// <inheritdoc/>
    public IReadOnlyList<FormerSetting> RecallOthers() => [.. state.Others.SelectMany(Read)];

    /// <inheritdoc/>
    public void Remember(IReadOnlyList<FormerSetting> settings)
    {
        state.WriteFormerSettings(settings);
        _settings = settings;
    }

    private IReadOnlyList<FormerSetting> Read(StateDirectory folder)
    {
        try
        {
            return folder.ReadFormerSettings();
        }
        catch (JsonException problem)
        {
            log.LogWarning("What kernel settings were before is not understood: {Reason}", Words.Of(problem));
            return [];
        }
    }
}

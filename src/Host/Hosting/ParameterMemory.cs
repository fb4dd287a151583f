using System.Text.Json;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>Keeps the parameters that are in force in the state folder, for the host after this one.</summary>
internal sealed class ParameterMemory(StateDirectory state, ILogger log)
{
    private SavedParameters? _saved;

    /// <summary>The texts of those in force; empty before there are any.</summary>
    public IReadOnlyDictionary<string, string> InForce => _saved?.Parameters ?? new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The plugins in use with those.</summary>
    public IReadOnlyList<PluginRecord> Plugins => _saved?.Plugins ?? [];

    /// <summary>Those of the host before this one; null when there are none that are understood.</summary>
    public SavedParameters? Read()
    {
        try
        {
            return state.ReadParameters();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            log.LogWarning("The last good parameters cannot be read: {Reason}", Words.Of(problem));
            return null;
        }
    }

    /// <summary>Keeps the parameters that are in force from now on.</summary>
    /// <param name="given">Their texts.</param>
    /// <param name="made">What they made.</param>
    /// <param name="rejected">Why later ones were rejected; null when none were.</param>
    public void Keep(GivenParameters given, Configuration made, string? rejected) => Write(new SavedParameters
    {
        Parameters = given.Values,
        File = made.File,
        Plugins = made.Plugins.Records,
        Services = [.. made.Plan!.Services.SelectMany(service => service.Keys).Select(key => key.ToString())],
        Rejected = rejected,
    });

    /// <summary>Keeps why later parameters were rejected beside those in force.</summary>
    public void Reject(string reason)
    {
        if (_saved is { } saved)
        {
            Write(saved with { Rejected = reason });
        }
    }

    private void Write(SavedParameters saved)
    {
        _saved = saved;
        try
        {
            state.WriteParameters(saved);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.LogError("The parameters in force cannot be kept for a restart: {Reason}", Words.Of(problem));
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Text;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Settings;

/// <summary>Takes down what the plugins add for one virtual service.</summary>
internal sealed class PluginBuilder(VirtualServiceInfo? service, ParameterValues settings, Func<string, ILoggerFactory> logging, TimeProvider time)
    : IPluginBuilder
{
    private const int LongestName = 64;

    private readonly List<SourceRegistration> _sources = [];
    private readonly List<SourceRegistration> _fallbackSources = [];
    private readonly List<CheckRegistration> _checks = [];

    /// <summary>The name of the plugin that is configured now.</summary>
    public string Plugin { private get; set; } = "";

    public VirtualServiceInfo Service => service ?? throw new UnreadableValueException("The virtual service");

    public ILoggerFactory Logging => logging(Plugin);

    public TimeProvider Time => time;

    /// <summary>The sources to ask: the fallback ones when there are no others.</summary>
    public IReadOnlyList<SourceRegistration> Sources => _sources.Count > 0 ? _sources : _fallbackSources;

    public IReadOnlyList<CheckRegistration> Checks => _checks;

    public IReadOnlyDictionary<string, string> Given => settings.GivenWithoutSecrets;

    public T Get<T>(Parameter<T> parameter) => settings.Get(parameter);

    public bool TryGet<T>(Parameter<T> parameter, [MaybeNullWhen(false)] out T value) => settings.TryGet(parameter, out value);

    public bool IsSet(string parameterName) => settings.IsSet(parameterName);

    public void AddSource(string name, Func<IRealServerSource> create, CallDefaults? defaults = null)
    {
        RefuseSource(name);
        _sources.Add(Source(name, create, defaults));
    }

    public void AddFallbackSource(string name, Func<IRealServerSource> create, CallDefaults? defaults = null)
    {
        RefuseSource(name);
        _fallbackSources.Add(Source(name, create, defaults));
    }

    public void AddCheck(string name, Func<RealServer, IHealthCheck> create, CallDefaults? defaults = null)
    {
        Refuse(name, "check", _checks.Select(check => check.Name));
        _checks.Add(new CheckRegistration(name, create) { Plugin = Plugin, Defaults = Checked(name, defaults) });
    }

    private SourceRegistration Source(string name, Func<IRealServerSource> create, CallDefaults? defaults) =>
        new(name, create) { Plugin = Plugin, Defaults = Checked(name, defaults) };

    private void RefuseSource(string name) => Refuse(name, "source", _sources.Concat(_fallbackSources).Select(source => source.Name));

    private static void Refuse(string name, string kind, IEnumerable<string> taken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var line = OneLine.Of(name, LongestName);
        if (line != name || line.Length == 0)
        {
            throw new ArgumentException($"The name \"{line}\" should be one line of 1 to {LongestName} characters.", nameof(name));
        }

        if (taken.Contains(name, StringComparer.Ordinal))
        {
            throw new ArgumentException($"There is already a {kind} named {name}.", nameof(name));
        }
    }

    // What a user may set has bounds of its own, and whatever waits for a call counts on them.
    private static CallDefaults Checked(string name, CallDefaults? defaults)
    {
        var (least, most) = (HostParameters.CheckTimeout.Minimum.Value, HostParameters.CheckTimeout.Maximum.Value);
        return defaults?.Timeout is not { } timeout || (timeout >= least && timeout <= most)
            ? defaults ?? new CallDefaults()
            : throw new ArgumentException(
                $"The time-out of \"{name}\", {ParameterText.Format(timeout)}, should be from {ParameterText.Format(least)} to "
                    + $"{ParameterText.Format(most)}.",
                nameof(defaults));
    }
}

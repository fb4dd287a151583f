using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.Logging;

namespace LvsPluggable.Host.Hosting;

/// <summary>
/// Brings the director to its first table. A fresh start refuses parameters that cannot be used; a host that takes over a table
/// goes on with the last good ones.
/// </summary>
internal sealed class Opening(
    StateDirectory state,
    IIpvsClient kernel,
    InstalledPlugins plugins,
    ConfigurationReader configurations,
    TableDirector director,
    ParameterMemory memory,
    ILogger log)
{
    /// <summary>Whether a host before this one left a table.</summary>
    public bool TakesOver { get; private set; }

    /// <summary>Starts with the parameters given, or with those of the host before this one.</summary>
    /// <param name="given">The parameters.</param>
    /// <param name="resume">Whether the last good ones go before those given.</param>
    /// <param name="atMost">The time that the start may take; null when nobody says.</param>
    /// <param name="stopping">Cancelled when the host is to end.</param>
    public async Task<OpeningResult> StartAsync(GivenParameters given, bool resume, TimeSpan? atMost, CancellationToken stopping)
    {
        var saved = memory.Read();
        var leftBehind = LeftBehind();
        TakesOver = leftBehind.Count > 0;
        var lastGood = saved is null ? null : StartParameters.Of(saved);
        var first = resume && lastGood is not null ? lastGood : new StartParameters { Given = given };
        var result = await TryAsync(first, leftBehind, atMost, stopping);
        if (result.Code != OcfExitCode.Success && lastGood is not null)
        {
            TakesOver = TakesOver || await IsThereAsync(lastGood.Known, stopping);
        }

        if (!result.IsRefusal || !TakesOver || lastGood is null || first == lastGood)
        {
            return result;
        }

        var second = await TryAsync(lastGood with { Rejected = result.Reason }, leftBehind, atMost, stopping);
        return second.Code == OcfExitCode.Success
            ? second
            : result with { Reason = $"{result.Reason} The last good parameters cannot be used either: {second.Reason}" };
    }

    private async Task<OpeningResult> TryAsync(
        StartParameters parameters, List<ServiceKey> leftBehind, TimeSpan? atMost, CancellationToken stopping)
    {
        var given = parameters.Given;
        var configuration = configurations.Read(plugins.Load(given.Values, former: parameters.Plugins), given, parameters.Known);
        if (configuration.Plan is not { } plan)
        {
            return OpeningResult.Refused(OcfExitCodes.Of(configuration.Refusal), string.Join(" ", configuration.Mistakes));
        }

        try
        {
            await kernel.GetInfoAsync(stopping);
        }
        catch (IpvsException problem)
        {
            return new OpeningResult { Code = CodeOf(problem), Reason = problem.Message };
        }

        var refusal = await director.ApplyAsync(plan, leftBehind, FirstSynchronisation.Bound(plan, atMost), stopping);
        if (refusal is not null)
        {
            return OpeningResult.Refused(OcfExitCode.GenericError, refusal);
        }

        memory.Keep(given, configuration, parameters.Rejected);
        return new OpeningResult
        {
            Code = OcfExitCode.Success,
            Plan = plan,
            Plugins = configuration.Plugins,
            StatusPage = configuration.StatusPage,
            Metrics = configuration.Metrics,
            Rejected = parameters.Rejected,
        };
    }

    // A host that was killed could not remove its services; another one may have been asked for since.
    private List<ServiceKey> LeftBehind()
    {
        var keys = new List<ServiceKey>();
        foreach (var selector in state.ReadServices())
        {
            try
            {
                keys.Add(ServiceKey.Parse(selector));
            }
            catch (FormatException problem)
            {
                log.LogWarning("The list of services left behind is not understood: {Reason}", problem.Message);
            }
        }

        return keys;
    }

    private async Task<bool> IsThereAsync(IReadOnlyList<ServiceKey>? services, CancellationToken stopping)
    {
        try
        {
            foreach (var key in services ?? [])
            {
                if (await kernel.GetServiceAsync(key, null, stopping) is not null)
                {
                    return true;
                }
            }
        }
        catch (IpvsException)
        {
            // What cannot be seen is not taken over.
        }

        return false;
    }

    private static OcfExitCode CodeOf(IpvsException problem) => problem switch
    {
        { Problem: IpvsProblem.NoIpvs } => OcfExitCode.NotInstalled,
        { Problem: IpvsProblem.NotPermitted } => OcfExitCode.InsufficientPrivileges,
        _ => OcfExitCode.GenericError,
    };
}

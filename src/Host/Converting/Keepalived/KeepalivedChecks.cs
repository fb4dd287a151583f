namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>The parameters that the checkers of one real server come to.</summary>
/// <param name="server">The real server.</param>
/// <param name="name">The service that it is of.</param>
/// <param name="conversion">Gets what cannot be said.</param>
internal sealed class KeepalivedChecks(ConvertedServer server, VirtualName name, Conversion conversion)
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    public ConvertedServer Server { get; } = server;

    public VirtualName Service { get; } = name;

    public Conversion Conversion { get; } = conversion;

    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    /// <summary>Sets a parameter that has not another value already; null sets nothing.</summary>
    /// <param name="from">The checker that asks for it.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="text">Its text.</param>
    /// <returns>Whether it has this value now.</returns>
    public bool Add(Statement from, string parameter, string? text)
    {
        if (string.IsNullOrEmpty(text) || _parameters.TryAdd(parameter, text) || _parameters[parameter] == text)
        {
            return true;
        }

        Conversion.Leave(
            from.Place,
            $"{parameter}={text} for {from.Keyword} of {Server.Host} is left out: another checker has {parameter}={_parameters[parameter]}, and there is one for all.");
        return false;
    }

    /// <summary>Sets a parameter to a number of seconds.</summary>
    public void AddDuration(Statement from, string parameter, string? seconds)
    {
        if (seconds is not null)
        {
            // What is none is refused with the parameter's name.
            Add(from, parameter, KeepalivedAddresses.Duration(seconds) ?? seconds);
        }
    }

    /// <summary>Sets the port that is asked where it is not the one that lvsdr would ask.</summary>
    /// <param name="from">The checker.</param>
    /// <param name="port">The port; null for the real server's own.</param>
    public void SetPort(Statement from, string? port)
    {
        var asked = port ?? Server.Port;
        if (asked is not ("" or "0") && (Service.ServicePort is not { } ofService || asked != Server.AskedPort(ofService)))
        {
            Add(from, "check_port", asked);
        }
    }
}

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>What checkers have unless they, or their real server, say otherwise: the settings of the virtual_server, which are taken.</summary>
internal sealed class KeepalivedUsual
{
    private static readonly string[] Names =
        ["delay_loop", "connect_timeout", "retry", "delay_before_retry", "virtualhost", "inhibit_on_failure"];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public KeepalivedUsual(Statement block, KeepalivedUsual? outer = null)
    {
        foreach (var name in Names)
        {
            if (block.TakeLast(name) is { } statement)
            {
                _texts[name] = statement.Words.Count > 0 ? statement.Word(0) : "true";
            }
            else if (outer?[name] is { } inherited)
            {
                _texts[name] = inherited;
            }
        }
    }

    /// <summary>The text of a setting; null where nobody says.</summary>
    public string? this[string name] => _texts.GetValueOrDefault(name);

    /// <summary>Whether a setting says yes.</summary>
    public bool Is(string name) => this[name] is "true" or "on" or "yes";
}

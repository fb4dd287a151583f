namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>What checkers have unless they say otherwise: the settings of their real_server and its virtual_server. Only what is asked for is taken.</summary>
/// <param name="block">The checker, the real_server or the virtual_server.</param>
/// <param name="outer">What counts where that says nothing.</param>
internal sealed class KeepalivedUsual(Statement block, KeepalivedUsual? outer = null)
{
    /// <summary>The text of a setting; null where nobody says.</summary>
    public string? this[string name] => block.TakeLast(name) is { } statement
        ? statement.Words.Count > 0 ? statement.Word(0) : "true"
        : outer?[name];

    /// <summary>Whether a setting says yes.</summary>
    public bool Is(string name) => this[name] is "true" or "on" or "yes";
}

namespace LvsPluggable.Host.Converting.Ldirectord;

/// <summary>The values that count in a virtual: its own, else the global ones.</summary>
/// <param name="globals">The statement whose block the global directives are.</param>
/// <param name="own">The virtual.</param>
internal sealed class LdirectordValues(Statement globals, Statement own)
{
    /// <summary>The virtual itself.</summary>
    public Statement Virtual { get; } = own;

    /// <summary>The directive that counts, of the virtual alone; null where there is none.</summary>
    public Statement? Own(string name) => Virtual.TakeLast(name);

    /// <summary>The value that counts, of the virtual alone.</summary>
    public string? OwnValue(string name) => Own(name)?.Word(0);

    /// <summary>The directive that counts.</summary>
    public Statement? Either(string name) => Own(name) ?? globals.TakeLast(name);

    /// <summary>The value that counts.</summary>
    public string? EitherValue(string name) => Either(name)?.Word(0);
}

namespace LvsPluggable;

/// <summary>How a parameter's text is read.</summary>
public enum ParameterType
{
    /// <summary>Any text, or one that the parameter's own parser reads.</summary>
    String = 0,

    /// <summary>A whole number.</summary>
    Integer = 1,

    /// <summary>As OCF agents read them: true, yes, on, 1 or false, no, off, 0.</summary>
    Boolean = 2,

    /// <summary>A whole number and a unit: ms, s, m or h; without a unit, seconds.</summary>
    Duration = 3,

    /// <summary>One of a few words, in snake_case.</summary>
    Enumeration = 4,
}

namespace LvsPluggable.Host.Cli.Live;

/// <summary>What a key is.</summary>
internal enum KeyKind
{
    Character,
    Enter,
    Escape,
    Backspace,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,

    /// <summary>Ctrl-C.</summary>
    Interrupt,

    /// <summary>Ctrl-L: everything is to be drawn anew.</summary>
    Redraw,
}

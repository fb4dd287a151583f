namespace LvsPluggable.Plugins.Script;

/// <summary>What is done about a script that somebody who is not trusted could have written.</summary>
internal enum ScriptSecurity
{
    /// <summary>It is not run.</summary>
    Strict,

    /// <summary>It is run, and log and status say so.</summary>
    Warn,

    /// <summary>Nobody looks.</summary>
    Off,
}

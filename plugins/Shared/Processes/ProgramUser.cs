namespace LvsPluggable.Plugins.Processes;

/// <summary>With whose rights a program runs.</summary>
internal sealed record ProgramUser
{
    /// <summary>The user's number.</summary>
    public required uint User { get; init; }

    /// <summary>The group's number.</summary>
    public required uint Group { get; init; }

    /// <summary>The user's name, which also says what other groups there are; null when this machine has none for the number.</summary>
    public string? Name { get; init; }

    /// <summary>The user's home folder.</summary>
    public string? Home { get; init; }

    /// <summary>
    /// What setpriv(1) is given, which runs the program after it has dropped all rights for good: set-user-ID programs and file
    /// capabilities bring none back. .NET could change the user too, but neither take a number nor forbid the way back.
    /// </summary>
    public IEnumerable<string> SetprivArguments =>
        [$"--reuid={User}", $"--regid={Group}", Name is null ? "--clear-groups" : "--init-groups", "--no-new-privs", "--"];
}

namespace LvsPluggable.Plugins.Processes;

/// <summary>Finds programs as execvp(3) does, so that one that is missing can be told from one that failed.</summary>
internal static class ProgramPath
{
    // Pacemaker may start the host with a near-empty environment.
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The path of an executable file.</summary>
    /// <param name="program">A path, or a name to look up.</param>
    /// <param name="searchPath">The folders to look in, separated by colons; null for the usual ones.</param>
    /// <exception cref="InvalidOperationException">There is none; the message is a sentence for people.</exception>
    public static string Find(string program, string? searchPath)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(program)
                ? Executable(program) ?? throw NotExecutable(program)
                : throw new InvalidOperationException($"{ShownText.Of(program)} does not exist");
        }

        string? found = null;
        foreach (var folder in (searchPath ?? DefaultPath).Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, program);
            if (!File.Exists(path))
            {
                continue;
            }

            if (Executable(path) is { } executable)
            {
                return executable;
            }

            found ??= path;
        }

        throw found is null ? new InvalidOperationException($"{ShownText.Of(program)} was not found in PATH") : NotExecutable(found);
    }

    private static string? Executable(string path) => Libc.Access(path, Libc.ExecuteAccess) == 0 ? path : null;

    private static InvalidOperationException NotExecutable(string path) => new($"{ShownText.Of(path)} is not executable");
}

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>Reads files with passwords, which only their owner may have access to.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The whole text of a file, which is UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or others than its owner have access to it.</exception>
    public static string Read(string path)
    {
        var text = Read(path, out var warning);
        return warning is null ? text : throw new UnauthorizedAccessException(warning);
    }

    /// <summary>The whole text of a file that need not be private, which is UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="warning">What to say to people if there is a password in it that others have access to; else null.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string Read(string path, out string? warning)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        warning = (File.GetUnixFileMode(file.SafeFileHandle) & Others) == UnixFileMode.None
            ? null
            : $"The file {path} has passwords and is open to others than its owner; \"chmod 0600 {path}\" closes it.";
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}

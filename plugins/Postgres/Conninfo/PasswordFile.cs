namespace LvsPluggable.Postgres.Conninfo;

/// <summary>A file whose first line is a password: what the parameter <c>postgres_password_file</c> names.</summary>
internal static class PasswordFile
{
    /// <summary>The password.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The first line is empty.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or others than its owner have access to it.</exception>
    public static string Read(string path)
    {
        var text = PrivateFile.Read(path);
        var password = text.Split('\n', 2)[0].TrimEnd('\r');
        return password.Length > 0
            ? password
            : throw new InvalidDataException($"The first line of {path} is empty; it should be the password.");
    }
}

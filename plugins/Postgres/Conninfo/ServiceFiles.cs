namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Finds the section of a service ("The Connection Service File" in the PostgreSQL manual; parseServiceInfo in
/// src/interfaces/libpq/fe-connect.c): in the file of servicefile or PGSERVICEFILE, or else of <c>~/.pg_service.conf</c> if there is
/// one, and then in the machine's. That happens whenever the connection string is read: at the start and at every reload.
/// </summary>
/// <param name="environment">The environment.</param>
/// <param name="mistakes">Where mistakes are added.</param>
internal sealed class ServiceFiles(ClientEnvironment environment, Mistakes mistakes)
{
    private const string FileName = "pg_service.conf";

    // PGSYSCONFDIR as Debian and as Red Hat build libpq.
    private static readonly string[] DefaultFolders = ["/etc/postgresql-common", "/etc/sysconfig/pgsql"];

    /// <summary>The section of a service; null after a mistake.</summary>
    /// <param name="name">The name of the service.</param>
    /// <param name="file">servicefile of the connection string; null when it is not given.</param>
    public ConninfoService? Find(string name, string? file)
    {
        var named = file ?? environment.ServiceFile;
        List<string> paths = [.. named is null ? HomeFile() : [named], .. MachineFile()];
        foreach (var path in paths)
        {
            if (Read(path) is not var (text, warning))
            {
                return null;
            }

            var reader = new ServiceFileReader(path, name, mistakes);
            if (reader.Read(text) is { } values)
            {
                return new ConninfoService
                {
                    Path = path,
                    Values = values,
                    Warning = values.Keys.Any(Keywords.IsSecret) ? warning : null,
                };
            }

            if (reader.IsBroken)
            {
                return null;
            }
        }

        mistakes.Add(paths.Count == 0
            ? $"the service {mistakes.Show(name)} is not defined: there is no service file; ~/.{FileName} and PGSERVICEFILE are the places"
            : $"the service {mistakes.Show(name)} is not defined in {string.Join(" or ", paths)}");
        return null;
    }

    private string[] HomeFile() => Existing(environment.Home is { } home ? [Path.Combine(home, "." + FileName)] : []);

    private string[] MachineFile() =>
        Existing((environment.ConfigurationFolder is { } folder ? [folder] : DefaultFolders).Select(each => Path.Combine(each, FileName)));

    private static string[] Existing(IEnumerable<string> paths) => [.. paths.Where(File.Exists).Take(1)];

    private (string Text, string? Warning)? Read(string path)
    {
        try
        {
            return (PrivateFile.Read(path, out var warning), warning);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException || path.Length == 0)
        {
            mistakes.Add($"the service file {mistakes.Show(path)} does not exist");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            mistakes.Add($"the service file {mistakes.Show(path)} cannot be read; it should be a file that the program's user may read");
        }

        return null;
    }
}

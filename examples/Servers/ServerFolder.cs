using System.Diagnostics;

namespace Servers;

/// <summary>A temporary folder in which servers run: as nobody where the test is root, as most of them refuse root.</summary>
public sealed class ServerFolder : IDisposable
{
    private static readonly bool IsRoot = Environment.IsPrivilegedProcess;

    private readonly string _path = Directory.CreateTempSubdirectory("lvsdr-example-").FullName;

    /// <summary>Makes the folder.</summary>
    public ServerFolder() => Give(_path);

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(_path, name);

    /// <summary>Makes a folder in it, which belongs to who runs the servers.</summary>
    public string MakeFolder(string name)
    {
        Directory.CreateDirectory(this[name]);
        Give(this[name]);
        return this[name];
    }

    /// <summary>Writes a file in it, which belongs to who runs the servers.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        Give(this[name]);
        return this[name];
    }

    /// <summary>Runs a program to its end, as who runs the servers.</summary>
    public async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(StartOf(program, arguments))!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} fails: {string.Concat(output)}");
    }

    /// <summary>Starts a server that stays in the foreground.</summary>
    public LocalServer Start(string program, params string[] arguments) => new(StartOf(program, arguments));

    public void Dispose() => Directory.Delete(_path, recursive: true);

    /// <summary>Skips the test where a program is not there.</summary>
    /// <param name="program">The program.</param>
    /// <param name="package">The package of Debian that brings it.</param>
    public static void Require(string program, string package) =>
        Skip.If(Find(program) is null, $"{program} is not there; it is in Debian's package {package}.");

    /// <summary>Where a program is; null where it is not.</summary>
    public static string? Find(string program) => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(major => $"{major}/bin") : [])
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private ProcessStartInfo StartOf(string program, string[] arguments)
    {
        string[] command = IsRoot
            ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", Find(program)!, .. arguments]
            : [Find(program)!, .. arguments];
        return new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = _path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = _path, ["LC_ALL"] = "C" },
        };
    }

    private static void Give(string path)
    {
        if (IsRoot)
        {
            using var chown = Process.Start("chown", ["nobody:nogroup", path]);
            chown.WaitForExit();
        }
    }
}

using System.Diagnostics;

namespace LvsPluggable.Postgres.Tests.Lab;

/// <summary>Runs programs.</summary>
internal static class Command
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(params string[] command)
    {
        using var process = Start(command);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{string.Join(' ', command)}: exit {process.ExitCode}: {await output}{await error}");
    }

    /// <summary>Starts a program with pipes to it.</summary>
    public static Process Start(params string[] command) => Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        WorkingDirectory = "/",
    })!;
}

using System.Diagnostics;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>Runs commands.</summary>
internal static class Shell
{
    // Booted kernels are slow, and ocf-tester starts the program dozens of times.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    /// <summary>Runs a command to its end, and until nobody holds its output open any more.</summary>
    /// <exception cref="TimeoutException">It took too long; it was killed.</exception>
    public static Task<CommandResult> RunAsync(params string[] command) =>
        RunAsync(command, new Dictionary<string, string?>(StringComparer.Ordinal), Limit);

    /// <inheritdoc cref="RunAsync(string[])"/>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> environment, TimeSpan limit)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(), output, error).WaitAsync(limit);
        }
        catch (TimeoutException late)
        {
            var ended = process.HasExited ? "ended, but something it started keeps its output open" : "did not end";
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"After {limit.TotalSeconds} s this command {ended}: {string.Join(' ', command)}", late);
        }

        return new CommandResult(string.Join(' ', command), process.ExitCode, await output, await error);
    }
}

using System.Diagnostics;

namespace LvsPluggable.Kernel.Tests.Ipvs;

/// <summary>The other program that knows IPVS.</summary>
internal static class Ipvsadm
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Runs it with the words of a text as arguments.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static string Run(string arguments, string input = "") =>
        Start("ipvsadm", arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), input);

    /// <summary>Empties the table.</summary>
    public static void Clear() => Run("-C");

    /// <summary>The table as <c>ipvsadm-save -n</c> prints it.</summary>
    public static string[] Save() => Lines(Run("-S -n"));

    /// <summary>Makes what the lines say, as <c>ipvsadm-restore</c> does.</summary>
    public static void Restore(params string[] lines) => Run("-R", string.Join('\n', lines) + "\n");

    public static string[] Lines(string output) =>
        output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a program and returns what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static string Start(string program, IEnumerable<string> arguments, string input = "")
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!Task.WaitAll([errors, output], Deadline) || !process.WaitForExit(Deadline))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} did not end");
        }

        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}{output.Result}");
    }
}

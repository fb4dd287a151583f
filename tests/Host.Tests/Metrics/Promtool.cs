using System.Diagnostics;

namespace LvsPluggable.Host.Tests.Metrics;

/// <summary>Prometheus' own program for looking at metrics and rules.</summary>
internal static class Promtool
{
    /// <summary>What it says of metrics in the text format.</summary>
    public static (int Code, string Said) Check(string metrics) => Run(metrics, "check", "metrics");

    /// <summary>Runs it.</summary>
    /// <param name="input">What it reads.</param>
    /// <param name="words">What it is to do.</param>
    public static (int Code, string Said) Run(string input, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", words)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(Eventually.Deadline), "promtool ends");
        return (process.ExitCode, said.Result + errors.Result);
    }
}

using System.Diagnostics;

namespace LvsPluggable.Host.Tests.Metrics;

/// <summary>Prometheus' own program for looking at metrics and rules.</summary>
internal static class Promtool
{
    /// <summary>What it says of metrics in the text format.</summary>
    public static (int Code, string Said) Check(string metrics)
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(metrics);
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(Eventually.Deadline), "promtool ends");
        return (process.ExitCode, said.Result + errors.Result);
    }
}

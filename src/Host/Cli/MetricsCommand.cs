using System.CommandLine;
using LvsPluggable.Host.Metrics;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr metrics</c>: what running instances measure, for the textfile collector of node_exporter.</summary>
internal static class MetricsCommand
{
    public static Command Create()
    {
        var instance = Instances.Argument("Those of this instance only.");
        var output = new Option<string?>("--output")
        {
            Description = "Replace this file, as a whole, and print nothing.",
            HelpName = "file",
        };
        var command = new Command("metrics", "Print the metrics of each running instance, in the text format of Prometheus.") { instance, output };
        command.SetAction((result, cancellationToken) => WriteAsync(result.GetValue(instance), result.GetValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> WriteAsync(string? only, string? file, CancellationToken cancellationToken)
    {
        var states = Instances.Find(only);
        var (families, silent) = await InstanceMetrics.CollectAsync(states, cancellationToken);
        List<string> problems = only is not null && states.Count == 0 ? [Instances.NoneOf(only)] : [.. silent];
        using var text = new MemoryStream();
        await Exposition.WriteAsync(families, text, ScrapeFormat.Text, cancellationToken);
        if (file is null)
        {
            Terminal.Out.Write(System.Text.Encoding.UTF8.GetString(text.ToArray()));
        }
        else if (Replace(file, text) is { } problem)
        {
            problems.Add(problem);
        }

        return problems.Count == 0 ? (int)OcfExitCode.Success : Output.Fail(OcfExitCode.GenericError, problems);
    }

    // The collector reads *.prom only, and none that is not whole.
    private static string? Replace(string file, MemoryStream text)
    {
        try
        {
            WholeFile.Replace(file, WholeFile.Readable, isDurable: false, text.WriteTo);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"--output={file} cannot be written: {Words.Of(problem)}";
        }
    }
}

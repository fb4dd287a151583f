using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LvsPluggable.Parts;

// Measures the parts of a pass by themselves, and adds what was found to records.tsv of the folder that is the only argument.
if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: LvsPluggable.Parts FOLDER");
    return 2;
}

var config = ManualConfig.CreateEmpty()
    .AddLogger(ConsoleLogger.Default)
    .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
    .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
    .AddJob(Job.ShortRun.WithIterationCount(10).WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath(Path.Combine(folder, "parts"));
var summary = BenchmarkRunner.Run<PassParts>(config);
File.AppendAllLines(Path.Combine(folder, "records.tsv"), summary.Reports.SelectMany(Records));
return summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success) ? 1 : 0;

static IEnumerable<string> Records(BenchmarkReport report)
{
    var name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name.ToLowerInvariant();
    var size = report.BenchmarkCase.Parameters[nameof(PassParts.Size)];
    foreach (var measurement in report.GetResultRuns())
    {
        yield return Record(name, measurement.Nanoseconds / measurement.Operations / 1e6, "ms");
    }

    yield return Record($"{name}, memory", (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0) / 1024.0, "KiB");

    string Record(string what, double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"pass\t{what}\tlvsdr\t{size}\t{value:0.######}\t{unit}");
}

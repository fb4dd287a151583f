using System.Text;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Host.Cli;

/// <summary>Gets the CIB: from the cluster, a file, or standard input.</summary>
internal static class CibInput
{
    /// <summary>The word for standard input.</summary>
    public const string StandardInput = "-";

    private const string Program = "cibadmin";

    // Pacemaker's own clients wait 30 s for a manager that does not answer.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    /// <summary>Gets it.</summary>
    /// <param name="file">The file, or <see cref="StandardInput"/>; null for the cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FileNotFoundException">cibadmin is not there.</exception>
    /// <exception cref="IOException">It cannot be had, for another reason.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<Stream> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return await AskAsync(cancellationToken);
        }

        await using var source = file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
        var text = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await source.ReadAsync(part, cancellationToken) is > 0 and var count)
        {
            if (text.Length + count > Cib.Largest)
            {
                throw new IOException($"it is larger than {Cib.Largest / (1024 * 1024)} MiB");
            }

            await text.WriteAsync(part.AsMemory(0, count), cancellationToken);
        }

        text.Position = 0;
        return text;
    }

    private static async Task<Stream> AskAsync(CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Deadline);
        try
        {
            var runner = new ProgramRunner(Deadline, new ProgramOptions { MaximumOutput = Cib.Largest });
            var result = await runner.RunAsync(Find(), ["--query"], bound.Token);
            return result.ExitCode == 0
                ? new MemoryStream(Encoding.UTF8.GetBytes(result.Output))
                : throw new IOException($"{Program} --query ended with {result.Ending()}");
        }
        catch (InvalidOperationException problem)
        {
            throw new IOException(problem.Message, problem);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{Program} --query did not end within {Deadline.TotalSeconds} s", late);
        }
    }

    private static string Find()
    {
        try
        {
            return ProgramPath.Find(Program, Environment.GetEnvironmentVariable("PATH"));
        }
        catch (InvalidOperationException missing)
        {
            throw new FileNotFoundException($"{missing.Message}; on a node of the cluster it is there", missing);
        }
    }
}

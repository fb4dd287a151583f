using System.ComponentModel;
using System.Diagnostics;

namespace LvsPluggable.Host.Ipvs;

/// <summary>A kernel module that <c>modprobe</c> loads.</summary>
internal sealed class KernelModule(string name, TimeProvider time)
{
    /// <summary>How long <c>modprobe</c> may take before it is killed.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where <c>modprobe</c> is looked for. Never PATH: it is run as root.</summary>
    public IReadOnlyList<string> Folders { get; init; } = ["/sbin", "/usr/sbin", "/bin", "/usr/bin"];

    /// <summary>Runs <c>modprobe</c> once.</summary>
    /// <returns>How that went, in words.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<string> LoadAsync(CancellationToken cancellationToken)
    {
        if (Folders.Select(folder => $"{folder}/modprobe").FirstOrDefault(File.Exists) is not { } program)
        {
            return $"no modprobe in {string.Join(", ", Folders)}";
        }

        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, [name])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return $"modprobe {name} does not start: {exception.Message}";
        }

        return await WaitAsync(process, cancellationToken);
    }

    private async Task<string> WaitAsync(Process process, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            process.StandardInput.Close();
            // What it writes is a line or two: the pipes hold that without being read meanwhile.
            await process.WaitForExitAsync(linked.Token);
            if (process.ExitCode == 0)
            {
                return $"modprobe {name} succeeded";
            }

            var words = await process.StandardError.ReadLineAsync(linked.Token);
            return string.IsNullOrWhiteSpace(words) ? $"modprobe {name} ended with {process.ExitCode}" : words.Trim();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return $"modprobe {name} did not end within {Deadline.TotalSeconds:0.###} s";
        }
    }
}

using System.CommandLine;
using LvsPluggable.Host.History;
using LvsPluggable.Host.Notices;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>The histories that a command is about: those of every instance that ever ran here, or of the one that is named.</summary>
internal static class Histories
{
    public static Option<string?> Instance() =>
        new("--instance") { Description = "Show this instance only (default: every one that ran here)." };

    /// <summary>Shows something of each.</summary>
    /// <param name="only">The instance; null for all.</param>
    /// <param name="show">Shows one; gives what is wrong, as sentences.</param>
    /// <returns>The exit code; what was wrong has been printed.</returns>
    public static async Task<int> ShowEachAsync(string? only, Func<string, IReadOnlyList<Notice>, Task<IReadOnlyList<string>>> show)
    {
        try
        {
            var folder = MemoryFolder.Path;
            var instances = HistoryFiles.Instances(folder).Where(instance => only is null || instance == only).ToList();
            if (instances.Count == 0)
            {
                return Output.Fail(OcfExitCode.GenericError, [only is null
                    ? $"There is no history in {folder}: no lvsdr has run here."
                    : $"There is no history of an instance {OneLine.Of(only)} in {folder}."]);
            }

            var problems = new List<string>();
            foreach (var instance in instances)
            {
                problems.AddRange(await show(instance, [.. new HistoryFiles(folder, instance).Read()]));
            }

            return problems.Count == 0 ? (int)OcfExitCode.Success : Output.Fail(OcfExitCode.GenericError, problems);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Output.Fail(OcfExitCode.GenericError, [$"The history cannot be read: {Words.Of(problem)}"]);
        }
    }

    /// <summary>That a history knows no such server.</summary>
    public static string Unknown(string instance, string server, IReadOnlyList<Notice> history)
    {
        var hosts = history.Select(notice => notice.Server is null ? null : notice.Host).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(20).ToList();
        return $"{instance}: \"{OneLine.Of(server)}\" is no real server of this history; "
            + (hosts.Count == 0 ? "there is none at all." : $"there are {string.Join(", ", hosts)}.");
    }
}

using System.CommandLine;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Cli;

/// <summary>The instances on this machine that a command is about: all of them, or the one that is named.</summary>
internal static class Instances
{
    public static Argument<string?> Argument(string description) =>
        new("instance") { Description = description, Arity = ArgumentArity.ZeroOrOne };

    public static IReadOnlyList<StateDirectory> Find(string? only)
    {
        var all = StateDirectory.FindAll(OcfEnvironment.Read(Environment.GetEnvironmentVariables()).StateRoot);
        return only is null ? all : [.. all.Where(state => state.Instance == only)];
    }

    /// <summary>Does something with each.</summary>
    /// <param name="only">The one it is about; null for all.</param>
    /// <param name="ask">Gives what is wrong with one, as a sentence, or null.</param>
    /// <returns>The exit code; what was wrong has been printed.</returns>
    public static async Task<int> AskEachAsync(string? only, Func<StateDirectory, Task<string?>> ask)
    {
        var states = Find(only);
        var problems = states.Count == 0 ? [NoneOf(only)] : new List<string>();
        foreach (var state in states)
        {
            if (await ask(state) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems.Count == 0 ? (int)OcfExitCode.Success : Output.Fail(OcfExitCode.GenericError, problems);
    }

    /// <summary>Says that none was found.</summary>
    public static string NoneOf(string? only) =>
        only is null ? "No instance of lvsdr runs here." : $"No instance named {only} runs here.";
}

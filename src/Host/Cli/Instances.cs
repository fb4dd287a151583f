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

    /// <summary>Says that none was found.</summary>
    public static string NoneOf(string? only) =>
        only is null ? "No instance of lvsdr runs here." : $"No instance named {only} runs here.";
}

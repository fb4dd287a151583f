using LvsPluggable.Postgres.Conninfo;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>Reads connection strings that are for nothing in particular.</summary>
internal static class TestConninfo
{
    /// <summary>An environment that adds nothing.</summary>
    public static ClientEnvironment Nothing { get; } = new() { User = "somebody", ConfigurationFolder = "/nonexistent" };

    public static LibpqConninfo Parse(string text) => LibpqConninfo.Parse(text, Nothing);
}

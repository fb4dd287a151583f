namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>PostgreSQL on the laboratory's real servers, in place of the servers that echo: see <c>tests/lab/postgres</c>.</summary>
internal sealed class DatabaseLab : IAsyncDisposable
{
    private DatabaseLab()
    {
    }

    /// <summary>rs1 becomes a primary, rs2 and rs3 its standbys.</summary>
    public static async Task<DatabaseLab> StartAsync(Laboratory laboratory)
    {
        Laboratory.SkipOutside();
        for (var number = 1; number <= 3; number++)
        {
            laboratory.KillServer(number);
        }

        var databases = new DatabaseLab();
        try
        {
            await DoAsync("primary", "rs1");
            await DoAsync("standby", "rs2", "rs1");
            await DoAsync("standby", "rs3", "rs1");
            return databases;
        }
        catch
        {
            // Those that run would have the ports of all tests after this one.
            await databases.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command of <c>tests/lab/postgres</c>.</summary>
    public static async Task<string> DoAsync(params string[] arguments) =>
        (await Shell.RunAsync([Laboratory.Script("postgres"), .. arguments], new Dictionary<string, string?>(StringComparer.Ordinal), TimeSpan.FromSeconds(60)))
            .Expect(0).Output.Trim();

    /// <summary>Who answers psql through the virtual address, time after time.</summary>
    public static async Task<IReadOnlyList<string>> AskAsync(int times)
    {
        var answers = new List<string>();
        for (var time = 0; time < times; time++)
        {
            answers.Add(await DoAsync("ask"));
        }

        return answers;
    }

    public async ValueTask DisposeAsync() => await DoAsync("down");
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LvsPluggable.Kernel.Tests.Lab;
using Xunit.Abstractions;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>
/// Of every fault <c>lvsdr explain</c>, the status page and the metrics each tell by themselves what became of the server, since when and
/// why, and they agree: while it lasts, and afterwards.
/// </summary>
public sealed class AnswersTests(Laboratory laboratory, ITestOutputHelper output) : Scenario(laboratory)
{
    private const string Page = "http://127.0.0.1:8780";
    private const string Gone = "gone";

    // Metrics are of whole seconds.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    // A standby that ends by itself says good-bye to its primary, which lists it no more.
    private static readonly string[] Out = ["down", "leaving", Gone];

    private static readonly HttpClient Client = new();

    // What is done to a server, in words of tests/lab/postgres or of the laboratory, and what mends it.
    private static readonly (string Kind, Func<int, Task> Do, Func<int, Task> Mend)[] Faults =
    [
        ("its postmaster is killed", number => DatabaseLab.DoAsync("kill", Name(number)), Start),
        ("its postmaster is stopped fast", number => DatabaseLab.DoAsync("signal", "INT", Name(number)), Start),
        ("its postmaster hangs", number => DatabaseLab.DoAsync("signal", "STOP", Name(number)), number => DatabaseLab.DoAsync("signal", "CONT", Name(number))),
        ("its cable is cut", number => Laboratory.CutAsync(Name(number)), number => Laboratory.MendAsync(Name(number))),
    ];

    [SkippableFact]
    public async Task Each_fault_is_told_alike_while_it_lasts_and_afterwards()
    {
        await using var servers = await DatabaseLab.StartAsync(Lab);
        var agent = await StartAsync();
        for (var fault = 0; fault < Faults.Length; fault++)
        {
            await SufferAsync(agent, Faults[fault], 2 + (fault % 2));
        }

        await DrainAsync(agent, 2);
        await KillHostAsync(agent);
    }

    [SkippableFact]
    [Trait("Category", "Soak")]
    public async Task So_is_each_of_an_hour_of_faults()
    {
        await using var servers = await DatabaseLab.StartAsync(Lab);
        var agent = await StartAsync();
        var random = new Random(1);
        var duration = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("LVSDR_SOAK") ?? "3600", CultureInfo.InvariantCulture));
        var count = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < duration; count++)
        {
            var server = random.Next(2, 4);
            var fault = random.Next(Faults.Length + 1);
            await (fault == Faults.Length ? DrainAsync(agent, server) : SufferAsync(agent, Faults[fault], server));
        }

        output.WriteLine($"{count} faults, of each of which three answers agreed");
    }

    private static string Name(int number) => $"rs{number}";

    private static string Address(int number) => $"{Laboratory.Address(number)}:{Laboratory.Port}";

    private static Task Start(int number) => DatabaseLab.DoAsync("start", Name(number));

    private async Task<Agent> StartAsync()
    {
        var agent = NewAgent();
        agent.Parameters["postgres_source"] = $"host={Laboratory.Address(1)} user=lvsdr dbname=postgres";
        agent.Parameters["postgres_check"] = "user=lvsdr dbname=postgres";
        agent.Parameters["status_listen"] = new Uri(Page).Authority;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((2, 1), (3, 1)), Patience);
        return agent;
    }

    private async Task SufferAsync(Agent agent, (string Kind, Func<int, Task> Do, Func<int, Task> Mend) fault, int number)
    {
        await fault.Do(number);
        await TableBecomesAsync(Table((5 - number, 1)), Patience);
        var answer = await AgreeAsync(agent, number, fault.Kind);
        Assert.Contains(answer.State, Out);

        await fault.Mend(number);
        await TableBecomesAsync(Table((2, 1), (3, 1)), Patience);
        await IsRememberedAsync(agent, number, answer);
        Assert.Equal("up", (await AgreeAsync(agent, number, $"{fault.Kind} no more")).State);
    }

    private async Task DrainAsync(Agent agent, int number)
    {
        (await agent.CallAsync("drain", Laboratory.Address(number))).Expect(OcfCode.Success);
        await TableBecomesAsync(Table(number == 2 ? [(2, 0), (3, 1)] : [(2, 1), (3, 0)]), Patience);
        var answer = await AgreeAsync(agent, number, "it is drained");
        Assert.Equal("draining", answer.State);

        (await agent.CallAsync("undrain", Laboratory.Address(number))).Expect(OcfCode.Success);
        await TableBecomesAsync(Table((2, 1), (3, 1)), Patience);
        await IsRememberedAsync(agent, number, answer);
    }

    private static async Task KillHostAsync(Agent agent)
    {
        var host = agent.HostId;
        await agent.SignalAsync("KILL");
        await Eventually.HoldsAsync(() => agent.HostId is var id && id != 0 && id != host, "another host should run", Patience);
        await Eventually.HoldsAsync(
            async () => (await MetricAsync("lvsdr_restarts{director=\"db\"}")) == "1"
                && (await GetAsync("/status.json"))?.RootElement[0].TryGetProperty("restarts", out _) == true
                && (await agent.CallAsync("explain", Laboratory.Address(2))).Output.Contains("restart", StringComparison.Ordinal),
            "all three should tell of the restart",
            Patience);
        await TableIsAsync(Table((2, 1), (3, 1)));
    }

    // What all three say of a server now: they are asked one after the other, and a check may say something new between them.
    private async Task<Answer> AgreeAsync(Agent agent, int number, string what)
    {
        var answer = await Eventually.MeetsAsync(
            answer => answer.Differences.Length == 0, () => AskAsync(agent, number), $"the three should agree on {Name(number)} when {what}", Patience);
        output.WriteLine($"{answer.At:HH:mm:ss} {Name(number)}, {what}: {answer.State} since {answer.Since:HH:mm:ss}: {answer.Reason}");
        return answer;
    }

    private static async Task<Answer> AskAsync(Agent agent, int number)
    {
        using var status = await GetAsync("/status.json");
        var server = status?.RootElement[0].GetProperty("services")[0].GetProperty("servers").EnumerateArray()
            .FirstOrDefault(one => one.GetProperty("address").GetString() == Laboratory.Address(number));
        var explained = (await agent.CallAsync("explain", Laboratory.Address(number))).Output;
        var labels = $"{{director=\"db\",service=\"{Service}\",server=\"{Laboratory.Address(number)}\",address=\"{Address(number)}\"";
        if (server is not { ValueKind: JsonValueKind.Object } seen)
        {
            var why = explained.Split('\n').FirstOrDefault(line => line.StartsWith("  why: ", StringComparison.Ordinal), "");
            return new Answer(Gone, why, default, DateTimeOffset.UtcNow, Differences(
            [
                ("page: status", status is not null),
                ("explain: state", explained.Contains($"  {Gone}, not in the table, ", StringComparison.Ordinal)),
                ("explain: reason", why.Length > 0),
                ("metrics: none", !(await TextAsync("/metrics")).Contains($"lvsdr_server_state{labels}", StringComparison.Ordinal)),
                ("page: strip", await StripAsync(number, DateTimeOffset.UtcNow) == Gone),
            ]));
        }

        var (state, reason) = (seen.GetProperty("state").GetString()!, seen.GetProperty("reason").GetString()!);
        var since = seen.GetProperty("since").GetDateTimeOffset();
        var weight = seen.TryGetProperty("weight", out var one) ? one.GetInt32() : 0;
        return new Answer(state, reason, since, DateTimeOffset.UtcNow, Differences(
        [
            ("explain: state", explained.Contains($"  {state}, {(seen.TryGetProperty("weight", out _) ? $"in the table with weight {weight}" : "not in the table")}, ", StringComparison.Ordinal)),
            ("explain: reason", explained.Contains(reason, StringComparison.Ordinal)),
            ("metrics: state", await MetricAsync($"lvsdr_server_state{labels},state=\"{state}\"}}") == "1"),
            ("metrics: up", await MetricAsync($"lvsdr_server_up{labels}}}") == (weight > 0 ? "1" : "0")),
            ("metrics: since", IsAt(await MetricAsync($"lvsdr_server_state_timestamp_seconds{labels}}}"), since)),
            ("page: strip", await StripAsync(number, DateTimeOffset.UtcNow) == state),
        ]));
    }

    private static string Differences(IEnumerable<(string Who, bool Agrees)> answers) =>
        string.Join(", ", answers.Where(each => !each.Agrees).Select(each => each.Who));

    // Afterwards, of a moment at which all had settled.
    private static async Task IsRememberedAsync(Agent agent, int number, Answer answer)
    {
        var explained = (await agent.CallAsync(
            "explain", Laboratory.Address(number), "--at", answer.At.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture))).Output;
        Assert.Contains($"  {answer.State}, ", explained, StringComparison.Ordinal);
        Assert.Contains(answer.Reason, explained, StringComparison.Ordinal);
        await Eventually.EqualAsync(answer.State, () => StripAsync(number, answer.At), "the page's strip should have it", Patience);
    }

    private static async Task<string> StripAsync(int number, DateTimeOffset at)
    {
        using var history = await GetAsync("/history.json");
        var strip = history?.RootElement.GetProperty("instances").EnumerateArray().SelectMany(instance => instance.GetProperty("strips").EnumerateArray())
            .FirstOrDefault(one => one.GetProperty("server").GetString() == Address(number));
        return strip is not { ValueKind: JsonValueKind.Object } found ? "" : found.GetProperty("changes").EnumerateArray()
            .LastOrDefault(change => change[0].GetDouble() <= at.ToUnixTimeMilliseconds() / 1000.0) is { ValueKind: JsonValueKind.Array } last ? last[1].GetString()! : "";
    }

    private static async Task<string?> MetricAsync(string name)
    {
        var text = await TextAsync("/metrics");
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line?[(name.Length + 1)..];
    }

    private static bool IsAt(string? seconds, DateTimeOffset moment) =>
        double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && (moment - DateTimeOffset.UnixEpoch - TimeSpan.FromSeconds(value)).Duration() < Settling;

    private static async Task<JsonDocument?> GetAsync(string path) => await TextAsync(path) is { Length: > 0 } text ? JsonDocument.Parse(text) : null;

    // Nothing while nobody listens, as between two hosts.
    private static async Task<string> TextAsync(string path)
    {
        try
        {
            return await Client.GetStringAsync(Page + path);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    /// <summary>What the page, the metrics and <c>explain</c> say of a server.</summary>
    private sealed record Answer(string State, string Reason, DateTimeOffset Since, DateTimeOffset At, string Differences);
}

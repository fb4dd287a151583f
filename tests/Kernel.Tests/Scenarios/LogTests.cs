using System.Text.Json;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>The log is where, and as, the parameters say, also when they change.</summary>
public sealed class LogTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string File = "/var/log/lvsdr/db.log";

    [SkippableFact]
    public async Task The_file_becomes_JSON_and_then_syslog_has_the_log_with_the_same_identifiers_of_events()
    {
        using var log = new SystemLog();
        var agent = await StartStaticAsync(Laboratory.Address(1));
        await LoggedAsync(line => line.Contains($"{Laboratory.Address(1)}:{Laboratory.Port}: ", StringComparison.Ordinal) && line.EndsWith(" [up]", StringComparison.Ordinal));

        agent.Parameters["log_format"] = "json";
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)},7";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        await LoggedAsync(line => line.StartsWith('{') && JsonDocument.Parse(line).RootElement.GetProperty("Event").GetString() == "parameters");

        agent.Parameters["log_target"] = "syslog";
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)},8";
        (await agent.ReloadAsync()).Expect(OcfCode.Success);
        (await agent.StopAsync()).Expect(OcfCode.Success);

        await Eventually.HoldsAsync(
            () => log.Lines.Any(line => line.StartsWith("<30>", StringComparison.Ordinal) && line.EndsWith(" [stop]", StringComparison.Ordinal)), "syslog should tell of the stop.", Patience);
    }

    private static Task LoggedAsync(Func<string, bool> isIt) => Eventually.MeetsAsync(
        lines => lines.Any(isIt), () => System.IO.File.ReadAllLinesAsync(File), "the log should have such a line.", Patience);
}

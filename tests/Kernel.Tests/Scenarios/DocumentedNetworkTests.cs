using System.Text.RegularExpressions;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>The commands of docs/forwarding.md that the administrator gives the network, in that of a host of its own.</summary>
public sealed partial class DocumentedNetworkTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string Name = "documented";

    [SkippableFact]
    public async Task Every_command_for_the_network_does_what_it_is_asked_for()
    {
        Laboratory.SkipOutside();
        var commands = Commands().ToList();
        Assert.Contains(commands, command => command.StartsWith("sysctl ", StringComparison.Ordinal));
        Assert.Contains(commands, command => command.StartsWith("ip -6 tunnel add ", StringComparison.Ordinal));
        await DoAsync($"ip netns add {Name}");
        try
        {
            await DoAsync($"ip -n {Name} link add eth0 type dummy; ip -n {Name} addr add 192.0.2.11/24 dev eth0; ip -n {Name} link set eth0 up");
            foreach (var command in commands)
            {
                await DoAsync($"exec ip netns exec {Name} {command}");
            }
        }
        finally
        {
            await DoAsync($"ip netns del {Name}");
        }
    }

    // Those of blocks, and those of the text with a name, an address and a port in place of the words in capital letters.
    private static IEnumerable<string> Commands() => Command().Matches(File.ReadAllText(Repository.PathOf("docs/forwarding.md")))
        .Select((match, number) => Comment().Replace(match.Groups["command"].Value, "")
            .Replace("NAME", $"lvsdr{number}", StringComparison.Ordinal)
            .Replace("local ITS_ADDRESS remote ::", "local 2001:db8::11 remote ::", StringComparison.Ordinal)
            .Replace("ITS_ADDRESS", "192.0.2.11", StringComparison.Ordinal)
            .Replace("PORT", "6080", StringComparison.Ordinal)
            // The kernel of user-mode-linux has no nf_tables for IPv4, which the other iptables would use.
            .Replace("iptables ", "iptables-legacy ", StringComparison.Ordinal));

    private static async Task DoAsync(string command) => (await Shell.RunAsync("sh", "-ec", command)).Expect(0);

    [GeneratedRegex("^    (?<command>(sysctl|ip|iptables) .*)$|`(?<command>ip (-6 )?(tunnel|fou) [^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex(" +#.*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();
}

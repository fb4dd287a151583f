using System.Net;
using System.Net.Sockets;
using LvsPluggable.Host.Discovery;

namespace LvsPluggable.Host.Tests.Discovery;

public sealed class HostNamesTests
{
    [Fact]
    public async Task Localhost_is_a_loopback_address()
    {
        var found = await HostNames.LookUpAsync("localhost", AddressFamily.InterNetwork, CancellationToken.None);

        Assert.Equal([IPAddress.Loopback], found);
    }

    [SkippableFact]
    public async Task The_machines_own_name_means_what_the_resolver_says_and_not_every_address_that_it_has()
    {
        var own = Dns.GetHostName();

        // What the resolver of the C library says about IPv4, from a program that is not ours.
        using var getent = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("getent", ["ahostsv4", own]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = (await getent.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Skip.If(lines.Length == 0, $"the resolver does not know this machine's own name, {own}");
        var expected = lines.Select(line => line.Split(' ')[0]).Distinct(StringComparer.Ordinal);

        var found = await HostNames.LookUpAsync(own, AddressFamily.InterNetwork, CancellationToken.None);

        Assert.Equal(expected, found.Select(address => address.ToString()));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_said_not_to_be_known()
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(
            () => HostNames.LookUpAsync("no such name", AddressFamily.InterNetwork, CancellationToken.None));

        Assert.Contains("not known", problem.Message, StringComparison.Ordinal);
    }
}

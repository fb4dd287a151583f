using Servers;

namespace Patroni.Tests;

/// <summary>A member that runs.</summary>
internal sealed class PatroniMember
{
    private static readonly HttpClient Client = new();

    public required LocalServer Server { get; init; }

    public required Uri Interface { get; init; }

    public required int Port { get; init; }

    /// <summary>Waits until it answers a question of its interface by 200.</summary>
    public Task IsAsync(string role) => Server.UntilAsync(
        $"The member should be {role}", async () => (await Client.GetAsync(new Uri(Interface, role))).IsSuccessStatusCode);

    /// <summary>Gives the leader's lock to another member.</summary>
    public async Task SwitchOverAsync(string from, string to)
    {
        // With its length, without which Patroni takes nothing.
        using var request = new StringContent($$"""{"leader": "{{from}}", "candidate": "{{to}}"}""");
        (await Client.PostAsync(new Uri(Interface, "/switchover"), request)).EnsureSuccessStatusCode();
    }
}

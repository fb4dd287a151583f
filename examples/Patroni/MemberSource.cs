using System.Net.Http.Json;
using System.Text.Json;
using LvsPluggable;

namespace Patroni;

/// <summary>The members of the cluster, as the first interface that answers lists them, or the one of them that has the leader's lock.</summary>
internal sealed class MemberSource(IReadOnlyList<Uri> urls, PatroniRole role, int port) : IRealServerSource
{
    /// <summary>The label with the interface of a member's Patroni.</summary>
    public const string InterfaceLabel = "patroni";

    // The host's token bounds each call.
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    public async ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var url in urls)
        {
            // One that hangs leaves time for the others.
            using var share = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            share.CancelAfter(TimeSpan.FromSeconds(2));
            try
            {
                var cluster = await _client.GetFromJsonAsync<Dictionary<string, JsonElement>>(new Uri(url, "/cluster"), share.Token);
                // Those that have no PostgreSQL yet are no servers yet.
                return [.. cluster!["members"].Deserialize<Member[]>()!
                    .Where(member => member.Host is not null && (role == PatroniRole.Replica || member.HasLock)).Select(ServerOf)];
            }
            catch (Exception failure) when (failure is HttpRequestException or JsonException or KeyNotFoundException)
            {
                problems.Add($"{url.Authority}: {failure.Message}");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                problems.Add($"{url.Authority}: no answer");
            }
        }

        throw new InvalidOperationException($"no Patroni lists its members ({string.Join("; ", problems)})");
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private RealServer ServerOf(Member member) => new()
    {
        Host = member.Host!,
        Port = member.Port == port ? 0 : member.Port,
        Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["member"] = member.Name, [InterfaceLabel] = member.Interface ?? "" },
    };
}

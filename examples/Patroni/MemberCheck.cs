using System.Net;
using System.Text.Json;
using LvsPluggable;

namespace Patroni;

/// <summary>Asks a member's Patroni whether it has the role that is wanted, and keeps up.</summary>
internal sealed class MemberCheck(RealServer server, PatroniRole role, long? maximumLag) : IHealthCheck
{
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(server.Labels.GetValueOrDefault(MemberSource.InterfaceLabel), UriKind.Absolute, out var url))
        {
            return HealthResult.Unknown("is listed without the address of its Patroni");
        }

        // "leader" is about the lock, while "primary" would leave out the leader of a standby cluster.
        var question = role == PatroniRole.Leader ? "/leader" : maximumLag is { } lag ? $"/replica?lag={lag}" : "/replica";
        try
        {
            using var answer = await _client.GetAsync(new Uri(url, question), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK
                ? HealthResult.Healthy()
                : Judge(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await answer.Content.ReadAsStreamAsync(cancellationToken))!);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            // PostgreSQL may be well while its Patroni is started anew.
            return HealthResult.Failing($"its Patroni does not answer: {failure.Message}");
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    // What is answered is the same whatever was asked; why it is no, the rest tells.
    private HealthResult Judge(Dictionary<string, JsonElement> answer)
    {
        var (state, found) = (TextOf("state"), TextOf("role"));
        if (state != "running")
        {
            return HealthResult.Unhealthy($"PostgreSQL is {state}");
        }

        return role == PatroniRole.Replica && found == "replica"
            ? HealthResult.Drain("is too far behind, or has the tag noloadbalance")
            : HealthResult.Unhealthy(role == PatroniRole.Leader ? "does not have the leader's lock" : $"is no replica, but {found}");

        string TextOf(string name) => answer.TryGetValue(name, out var value) ? value.ToString() : "not said";
    }
}

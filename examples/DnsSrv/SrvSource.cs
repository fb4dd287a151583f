using System.Net;
using System.Net.Sockets;
using DnsClient;
using LvsPluggable;

namespace DnsSrv;

/// <summary>The targets of the SRV records of a name (RFC 2782) that have the lowest priority number.</summary>
internal sealed class SrvSource(string name, IPEndPoint? server, VirtualServiceInfo service) : IRealServerSource
{
    // The host asks as often as the parameters say; an answer that is kept would be older than they allow.
    private static readonly LookupClientOptions Fresh = new() { UseCache = false };

    private readonly LookupClient _client =
        new(server is null ? Fresh : new LookupClientOptions(server) { UseCache = Fresh.UseCache });

    public async ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.QueryAsync(name, QueryType.SRV, cancellationToken: cancellationToken);
        var records = answer.Answers.SrvRecords().ToList();
        if (records.Count == 0)
        {
            // A name that was mistyped, or a zone that is not loaded, must not empty the table.
            throw new InvalidOperationException($"{name} has no SRV records{(answer.HasError ? $": {answer.ErrorMessage}" : "")}");
        }

        if (records is [{ Target.Value: "." }])
        {
            // What RFC 2782 has for "decidedly not available at this domain".
            return [];
        }

        var first = records.Min(record => record.Priority);
        var servers = new List<RealServer>();
        foreach (var record in records.Where(record => record.Priority == first))
        {
            servers.Add(new RealServer
            {
                Host = record.Target.Value.TrimEnd('.'),
                Port = record.Port == service.Port ? 0 : record.Port,
                // 0 says that there is nothing to choose by, while to the host it would be a server without connections.
                Weight = record.Weight == 0 ? null : record.Weight,
                Address = await AddressOfAsync(record.Target, cancellationToken),
            });
        }

        return servers;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // A server that is asked instead of the system's may know names that the system does not; what it does not know, the host looks up.
    private async ValueTask<IPAddress?> AddressOfAsync(DnsString target, CancellationToken cancellationToken)
    {
        if (server is null)
        {
            return null;
        }

        var type = service.AddressFamily == AddressFamily.InterNetworkV6 ? QueryType.AAAA : QueryType.A;
        var answer = await _client.QueryAsync(target, type, cancellationToken: cancellationToken);
        return answer.Answers.AddressRecords().FirstOrDefault()?.Address;
    }
}

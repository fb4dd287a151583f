using System.Net;
using LvsPluggable.Postgres.Conninfo;
using Npgsql;

namespace LvsPluggable.Postgres.Connections;

/// <summary>Makes the servers that one connection string is for.</summary>
/// <param name="conninfo">The connection string.</param>
/// <param name="passwordFile">A file with the password; null for none.</param>
/// <param name="limit">How long a call to a server may take.</param>
/// <param name="slots">How many connections there may be.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerFactory(
    LibpqConninfo conninfo, string? passwordFile, TimeSpan limit, ConnectionSlots slots, TimeProvider time)
{
    private const int ArpSeconds = 5;

    /// <summary>What the connection string says.</summary>
    public LibpqConninfo Conninfo => conninfo;

    /// <param name="name">The server's name, by which its certificate is verified and its password found.</param>
    /// <param name="address">Its address.</param>
    /// <param name="port">Its port.</param>
    public Server Create(string name, IPAddress address, int port) =>
        Create(new ConninfoHost { Name = name, Address = address, Port = port });

    /// <param name="host">A server with an address, or a Unix socket.</param>
    public Server Create(ConninfoHost host)
    {
        var key = host.Address is null ? $"{host}" : $"{new IPEndPoint(host.Address, host.EffectivePort)}";
        return new Server($"{host}", host.Address, host.EffectivePort, key, () => DataSource(host), slots, time);
    }

    private NpgsqlDataSource DataSource(ConninfoHost host)
    {
        var builder = NpgsqlBuilder.Create(conninfo, host, ClientEnvironment.Read(), passwordFile);

        // Whoever waits is bounded apart from that; this is when an attempt that nobody waits for any more ends. The next call learns
        // how it went: that nobody answers to ARP takes the kernel a little more than 3 s, and is certain, which a time-out is not.
        var seconds = Math.Max((int)Math.Ceiling(limit.TotalSeconds), ArpSeconds);
        var settings = builder.ConnectionStringBuilder;
        settings.Timeout = settings.Timeout == 0 ? seconds : Math.Min(seconds, settings.Timeout);
        settings.CommandTimeout = seconds;
        return builder.Build();
    }
}

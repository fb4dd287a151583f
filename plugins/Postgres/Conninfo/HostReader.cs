using System.Net;
using System.Text;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Reads <c>host</c>, <c>hostaddr</c> and <c>port</c>, which are lists (pqConnectOptions2 in src/interfaces/libpq/fe-connect.c): as
/// many ports as hosts or one for all, an empty port means 5432, an empty address that the name is resolved.
/// </summary>
internal sealed class HostReader(ConninfoValues values, Mistakes mistakes)
{
    // sizeof(sockaddr_un.sun_path) less its final NUL.
    private const int LongestSocketPath = 107;

    /// <summary>The servers; one without a name where the connection string names none.</summary>
    public IReadOnlyList<ConninfoHost> Read()
    {
        var names = Split("host");
        var addresses = Split("hostaddr");
        var ports = Split("port");
        var count = Math.Max(1, addresses.Length > 0 ? addresses.Length : names.Length);
        if (names.Length > 0 && names.Length != count)
        {
            mistakes.Add($"host has {names.Length} entries and hostaddr {addresses.Length}; they should be as many");
            return [];
        }

        if (ports.Length > 1 && ports.Length != count)
        {
            mistakes.Add($"port has {ports.Length} entries for {count} hosts; it should have one for all or one for each");
            return [];
        }

        var hosts = new List<ConninfoHost>();
        for (var i = 0; i < count; i++)
        {
            var host = new ConninfoHost
            {
                Name = i < names.Length && names[i].Length > 0 ? names[i] : null,
                Address = i < addresses.Length && addresses[i].Length > 0 ? ReadAddress(addresses[i]) : null,
                Port = ports.Length > 0 ? ReadPort(ports[ports.Length == 1 ? 0 : i]) : null,
            };
            CheckName(host);
            if (count > 1 && !host.IsNamed)
            {
                mistakes.Add($"entry {i + 1} of the hosts is empty; for a local server name its socket folder, as in /var/run/postgresql");
            }

            hosts.Add(host);
        }

        return hosts;
    }

    private string[] Split(string keyword) => values.Text(keyword)?.Split(',') ?? [];

    private void CheckName(ConninfoHost host)
    {
        if (host.Name is not { } name)
        {
            return;
        }

        if (host.IsSocket)
        {
            var path = $"{name}/.s.PGSQL.{host.EffectivePort}";
            if (Encoding.UTF8.GetByteCount(path) > LongestSocketPath)
            {
                mistakes.Add($"the socket folder {mistakes.Show(name)} is too long; the socket's path can have {LongestSocketPath} bytes");
            }

            return;
        }

        // Npgsql takes what is behind a single colon, or behind a bracket, for a port. A semicolon or an equals sign is the form of
        // .NET's connection strings, all of it taken for one host.
        var colons = name.Count(character => character == ':');
        if (colons == 1 || name.AsSpan().ContainsAny("[];=") || name.Any(char.IsWhiteSpace))
        {
            mistakes.Add($"the host {mistakes.Show(name)} should be a name, an address without brackets or a socket folder; "
                + "a port belongs in port, and keywords are separated by spaces");
        }
    }

    private IPAddress? ReadAddress(string text)
    {
        if (!text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        mistakes.Add($"hostaddr {mistakes.Show(text)} should be a numeric address; a name belongs in host");
        return null;
    }

    private int? ReadPort(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (ConninfoValues.TryReadInteger(text, out var port) && port is >= 1 and <= 65535)
        {
            return port;
        }

        mistakes.Add($"port {mistakes.Show(text)} should be a whole number from 1 to 65535");
        return null;
    }
}

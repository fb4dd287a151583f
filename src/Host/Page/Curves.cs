using System.Text.Json;
using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Page;

/// <summary>
/// How many connections each virtual service and each real server had in the last half hour, and by how much a real server's replication was
/// behind where a check measures that, one number every ten seconds. Of more than so many servers only the services' are kept. Members may be
/// called from several threads.
/// </summary>
internal sealed class Curves
{
    /// <summary>How often a number is taken.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private const int Length = 180;
    private const int MostCurves = 2000;
    private const int NotThere = -1;

    // What a plugin's measurement of it is called, behind the plugin's own prefix.
    private const string Lag = "replication_lag_seconds";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int[]> _curves = new(StringComparer.Ordinal);
    private int _next;
    private DateTimeOffset _last;

    /// <summary>What a curve goes by.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="service">The virtual service.</param>
    /// <param name="server">The real server; null for the service as a whole.</param>
    public static string Key(string instance, string service, string? server) => $"{instance}\n{service}\n{server}";

    /// <summary>What the curve of a real server's replication lag, in milliseconds, goes by.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="service">The virtual service.</param>
    /// <param name="server">The real server.</param>
    public static string LagKey(string instance, string service, string server) => $"{Key(instance, service, server)}\nlag";

    /// <summary>Takes a number of each.</summary>
    public void Take(IReadOnlyList<HostStatus> statuses, DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var curve in _curves.Values)
            {
                curve[_next] = NotThere;
            }

            foreach (var status in statuses)
            {
                TakeHost(status);
            }

            foreach (var gone in _curves.Where(curve => Array.TrueForAll(curve.Value, number => number == NotThere)).Select(curve => curve.Key).ToList())
            {
                _curves.Remove(gone);
            }

            _next = (_next + 1) % Length;
            _last = now;
        }
    }

    /// <summary>Writes all of them as JSON, the oldest number first; null is a moment at which there was none.</summary>
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using var json = new Utf8JsonWriter(bytes);
        lock (_lock)
        {
            json.WriteStartObject();
            json.WriteNumber("every", (int)Every.TotalSeconds);
            json.WriteNumber("to", _last.ToUnixTimeSeconds());
            json.WriteStartObject("curves");
            foreach (var (key, curve) in _curves)
            {
                WriteCurve(json, key, curve);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.Flush();
        return bytes.ToArray();
    }

    private void TakeHost(HostStatus status)
    {
        foreach (var service in status.Services)
        {
            Put(Key(status.Instance, service.Service, null), service.Servers.Sum(server => server.ActiveConnections));
            foreach (var server in service.Servers)
            {
                var name = $"{server.Address} {server.Port}";
                Put(Key(status.Instance, service.Service, name), server.ActiveConnections);
                if (server.Measurements.FirstOrDefault(measured => measured.Name.EndsWith(Lag, StringComparison.Ordinal)) is { Value: >= 0 } lag)
                {
                    Put(LagKey(status.Instance, service.Service, name), (long)Math.Round(lag.Value * 1000));
                }
            }
        }
    }

    private void Put(string key, long number)
    {
        if (!_curves.TryGetValue(key, out var curve))
        {
            if (_curves.Count >= MostCurves)
            {
                return;
            }

            _curves[key] = curve = new int[Length];
            Array.Fill(curve, NotThere);
        }

        curve[_next] = (int)Math.Min(number, int.MaxValue);
    }

    private void WriteCurve(Utf8JsonWriter json, string key, int[] curve)
    {
        json.WriteStartArray(key);
        for (var age = 0; age < Length; age++)
        {
            var number = curve[(_next + age) % Length];
            if (number == NotThere)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteNumberValue(number);
            }
        }

        json.WriteEndArray();
    }
}

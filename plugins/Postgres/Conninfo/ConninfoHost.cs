using System.Net;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>One server that a connection string names, or the place for one where it names none.</summary>
internal sealed record ConninfoHost
{
    /// <summary>The port of PostgreSQL where nothing says another.</summary>
    public const int DefaultPort = 5432;

    /// <summary>
    /// The name or address; or the folder of a Unix socket, which starts with <c>/</c>, or with <c>@</c> in the abstract namespace.
    /// Null when the connection string has none.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// The address to connect to, without resolving <see cref="Name"/>, which then only serves to verify a certificate and to find
    /// a password.
    /// </summary>
    public IPAddress? Address { get; init; }

    /// <summary>The port; null when the connection string has none, which means 5432.</summary>
    public int? Port { get; init; }

    /// <summary>Whether there is anything to connect to.</summary>
    public bool IsNamed => Name is not null || Address is not null;

    /// <summary>Whether the connection goes through a Unix socket.</summary>
    public bool IsSocket => Address is null && Name is ['/' or '@', ..];

    /// <summary>The port to connect to.</summary>
    public int EffectivePort => Port ?? DefaultPort;

    /// <summary>The server for people.</summary>
    public override string ToString()
    {
        var name = Name ?? Address?.ToString() ?? "";
        return name.Contains(':', StringComparison.Ordinal) ? $"[{name}]:{EffectivePort}" : $"{name}:{EffectivePort}";
    }
}

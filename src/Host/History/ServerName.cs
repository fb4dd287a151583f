using System.Net;
using LvsPluggable.Host.Notices;

namespace LvsPluggable.Host.History;

/// <summary>Which events are about the real server that a text names. Pure.</summary>
internal static class ServerName
{
    /// <summary>Whether a text is the server's name or its address, either with its port or without.</summary>
    public static bool Means(string text, Notice notice)
    {
        if (notice.Server is null && notice.Host is null)
        {
            return false;
        }

        IPEndPoint? server = null;
        if (notice.Server is not null && IPEndPoint.TryParse(notice.Server, out server) && IPAddress.TryParse(text, out var address))
        {
            return address.Equals(server.Address);
        }

        return IsSame(text, notice.Host) || IsSame(text, notice.Server) || (server is not null && IsSame(text, $"{notice.Host}:{server.Port}"));
    }

    private static bool IsSame(string text, string? other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);
}

namespace LvsPluggable.Host.Settings;

/// <summary>Reads <c>fallback_real_server</c>: a host or an address, and a port that may be left out.</summary>
internal static class FallbackText
{
    public const string Expected = "a host name or an address, and a port after \":\" where it is said, such as 127.0.0.1:5432";

    /// <summary>Reads it; nothing is looked up.</summary>
    /// <exception cref="FormatException">It is neither a host nor one with a port.</exception>
    public static RealServer Read(string text)
    {
        var isOne = HostAndPort.TrySplit(text, out var host, out var word);
        var port = 0;
        return isOne && (word is null || VirtualEndPoint.IsPort(word, out port))
            ? new RealServer { Host = VirtualEndPoint.ReadAddress(host), Port = port }
            : throw new FormatException("should be " + Expected);
    }
}

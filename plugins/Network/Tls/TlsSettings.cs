namespace LvsPluggable.Plugins.Network.Tls;

/// <summary>What is asked of a server's certificate.</summary>
internal sealed record TlsSettings
{
    /// <summary>The name that it must be for; null: the server's own, and that counts with authorities alone.</summary>
    public string? Name { get; init; }

    /// <summary>Who must have signed it; null for anybody.</summary>
    public Authorities? Authorities { get; init; }
}

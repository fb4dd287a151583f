namespace LvsPluggable.Postgres.Replication;

/// <summary>
/// Which servers say that they are the primary. Of two on one timeline neither is to be believed: two standbys that were promoted by
/// hand end so, and nothing that they say tells which of them was meant.
/// </summary>
internal sealed class PrimaryClaims
{
    /// <summary>How long a claim counts that is neither repeated nor withdrawn, as of a server that hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Claim> _claims = new(StringComparer.Ordinal);

    /// <summary>Takes down that a server says that it is the primary.</summary>
    public void Add(string server, ServerIdentity identity, int timeline, TimeSpan now) =>
        _claims[server] = new Claim(identity, timeline, now);

    /// <summary>Takes down that a server is no primary any more, whatever it is called elsewhere.</summary>
    public void Remove(string server)
    {
        if (!_claims.Remove(server, out var claim))
        {
            return;
        }

        foreach (var other in _claims.Where(other => other.Value.Identity == claim.Identity).Select(other => other.Key).ToList())
        {
            _claims.Remove(other);
        }
    }

    /// <summary>Another server that says that it is the primary of the same cluster on the same timeline; null for none.</summary>
    public string? RivalOf(ServerIdentity identity, int timeline, TimeSpan now) => _claims
        .Where(claim => claim.Value.Timeline == timeline && claim.Value.Identity.System == identity.System
            && claim.Value.Identity != identity && now - claim.Value.Made <= Patience)
        .Select(claim => claim.Key)
        .FirstOrDefault();

    private sealed record Claim(ServerIdentity Identity, int Timeline, TimeSpan Made);
}

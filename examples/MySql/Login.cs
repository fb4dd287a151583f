namespace MySql;

/// <summary>As whom servers are asked.</summary>
internal sealed record Login(string User, string? Password);

namespace LvsPluggable.Postgres.Source;

/// <summary>By what a standby is named.</summary>
internal enum HostNaming
{
    /// <summary>By the application_name of its WAL receiver, where that is a host's name or address.</summary>
    ApplicationName,

    /// <summary>By the address that its WAL receiver connects from.</summary>
    ClientAddr,
}

namespace LvsPluggable.Postgres.Tests.Lab;

internal static class Certificates
{
    /// <summary>Restarts a server with TLS and a certificate for itself.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">The name in the certificate.</param>
    /// <returns>The file of the authority, which is the certificate itself.</returns>
    public static async Task<string> RestartWithTlsAsync(this PostgresServer server, string name)
    {
        var key = Path.Combine(server.Folder, "server.key");
        var certificate = Path.Combine(server.Folder, "server.crt");
        await Command.RunAsync(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", $"/CN={name}", "-keyout", key, "-out",
            certificate);
        await Command.RunAsync("chmod", "0600", key);
        await Command.RunAsync(PostgresInstallation.Owning(server.Folder));
        await server.StopAsync(Signal.Interrupt);
        await server.StartAsync("ssl=on");
        return certificate;
    }
}

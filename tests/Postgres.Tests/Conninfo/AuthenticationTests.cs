using System.Net;
using System.Net.Sockets;
using System.Text;
using LvsPluggable.Postgres.Conninfo;
using Npgsql;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>Which methods of pg_hba.conf a connection accepts, on a real server, and what a hostile one gets.</summary>
public sealed class AuthenticationTests : IClassFixture<TlsServer>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TlsServer _server;

    public AuthenticationTests(TlsServer server)
    {
        Skip.If(TlsServer.Absence is not null, TlsServer.Absence);
        _server = server;
    }

    // "open" is trust; "clear" and "bare" are asked for a password in clear text, "bare" only without TLS.
    [SkippableTheory]
    [InlineData("open", "sslmode=disable", true)]
    [InlineData("open", "sslmode=prefer", true)]
    [InlineData("open", "sslmode=require", true)]
    [InlineData("hashed", "sslmode=disable", true)]
    [InlineData("hashed", "sslmode=prefer", true)]
    [InlineData("hashed", "sslmode=require", true)]
    [InlineData("scram", "sslmode=disable", true)]
    [InlineData("scram", "sslmode=allow", true)]
    [InlineData("scram", "sslmode=prefer", true)]
    [InlineData("scram", "sslmode=require", true)]
    [InlineData("clear", "sslmode=disable", false)]
    [InlineData("clear", "sslmode=allow", false)]
    [InlineData("clear", "sslmode=prefer", false)]
    [InlineData("clear", "sslmode=require", true)]
    [InlineData("clear", "sslmode=verify-ca sslrootcert={folder}/ca.pem", true)]
    [InlineData("clear", "sslmode=disable require_auth=password", true)]
    [InlineData("clear", "sslmode=prefer require_auth=scram-sha-256,password", true)]
    [InlineData("clear", "sslmode=disable require_auth=!md5", false)]
    [InlineData("clear", "sslmode=require require_auth=!password", false)]
    [InlineData("bare", "", false)]
    [InlineData("bare", "sslmode=prefer", false)]
    [InlineData("bare", "sslmode=prefer require_auth=password", true)]
    public async Task A_password_in_clear_text_is_sent_over_TLS_alone_unless_require_auth_names_it(string user, string text, bool accepted)
    {
        var conninfo = $"user={user} {text}";

        Assert.Equal(accepted, await AcceptsAsync(conninfo));
        Assert.Null(LibPq.Connect(Fill(conninfo.Split(" require_auth")[0])).Error);
    }

    [SkippableTheory]
    [InlineData("open", "sslmode=prefer", false)]
    [InlineData("open", "sslmode=require", false)]
    [InlineData("clear", "sslmode=require", false)]
    [InlineData("clear", "sslmode=prefer", false)]
    [InlineData("bare", "sslmode=prefer", false)]
    [InlineData("hashed", "sslmode=require", false)]
    [InlineData("plain", "sslmode=prefer", false)]
    [InlineData("scram", "sslmode=prefer", true)]
    [InlineData("scram", "sslmode=require", true)]
    [InlineData("scram", "sslmode=verify-ca sslrootcert={folder}/ca.pem", true)]
    [InlineData("scram", "sslmode=allow", true)]
    public async Task A_channel_is_bound_where_that_is_required_as_by_libpq(string user, string text, bool accepted)
    {
        var conninfo = $"user={user} channel_binding=require {text}";

        // Over sslmode allow libpq does not try TLS when the login without has failed on its own side.
        Assert.Equal(accepted && text != "sslmode=allow", LibPq.Connect(Fill(conninfo)).Error is null);
        Assert.Equal(accepted, await AcceptsAsync(conninfo));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sslmode=disable")]
    [InlineData("sslmode=allow")]
    [InlineData("sslmode=prefer require_auth=!md5")]
    [InlineData("channel_binding=require")]
    public async Task A_server_without_TLS_that_asks_for_clear_text_never_reads_the_password(string text)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var read = new MemoryStream();
        using var over = new CancellationTokenSource();
        var server = AskForClearTextAsync(listener, read, over.Token);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var conninfo = TestConninfo.Parse($"host=127.0.0.1 port={port} user=u password=Geheim-1 {text}");

        await using var source = NpgsqlBuilder.Create(conninfo, conninfo.Hosts[0], TestConninfo.Nothing).Build();
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await source.OpenConnectionAsync().AsTask().WaitAsync(Deadline));

        await over.CancelAsync();
        await server.WaitAsync(Deadline);
        var words = Encoding.Latin1.GetString(read.ToArray());
        Assert.Contains("user\0u\0", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Geheim-1", words, StringComparison.Ordinal);
    }

    // Says N to a request for TLS, asks for the password in clear text (AuthenticationCleartextPassword), and keeps all that comes.
    private static async Task AskForClearTextAsync(TcpListener listener, MemoryStream read, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(over);
                var stream = client.GetStream();
                var buffer = new byte[4096];
                int count;
                while ((count = await stream.ReadAsync(buffer, CancellationToken.None)) > 0)
                {
                    read.Write(buffer, 0, count);
                    byte[] answer = count == 8 ? [(byte)'N'] : [(byte)'R', 0, 0, 0, 8, 0, 0, 0, 3];
                    await stream.WriteAsync(answer, CancellationToken.None);
                }
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // The client hung up, or no more come.
            }
        }
    }

    private string Fill(string text) =>
        $"host=127.0.0.1 port={_server.Port} dbname=postgres password='ge:he im' "
        + text.Replace("{folder}", _server.Folder, StringComparison.Ordinal);

    private async Task<bool> AcceptsAsync(string text)
    {
        var conninfo = TestConninfo.Parse(Fill(text));
        await using var source = NpgsqlBuilder.Create(conninfo, conninfo.Hosts[0], TestConninfo.Nothing).Build();
        try
        {
            await using var connection = await source.OpenConnectionAsync().AsTask().WaitAsync(Deadline);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}

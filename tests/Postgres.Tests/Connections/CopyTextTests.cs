using System.Text;
using FsCheck.Fluent;
using LvsPluggable.Postgres.Connections;
using LvsPluggable.Postgres.Tests.Lab;

namespace LvsPluggable.Postgres.Tests.Connections;

[Collection(PostgresCollection.Name)]
public sealed class CopyTextTests(ReplicationFixture servers)
{
    [SkippableFact]
    public async Task What_a_server_copies_is_read_as_it_is_there()
    {
        await servers.LendAsync();
        string?[] odd = ["", null, "\\N", "\\", "\\\\t", "\t", "a\tb\nc\r\n", "\b\f\v", "x\\", "名前", "\\.", "N", " ", "\u0001\u007f"];
        var texts = Gen.Elements(odd)
            .Or(ArbMap.Default.GeneratorFor<string?>().Where(text => text?.Contains('\0', StringComparison.Ordinal) == false))
            .ListOf(3).Sample(300).Select(row => row.Select(Valid).ToArray()).ToList();
        await using var connection = await servers.Primary.ConnectAsync();
        var values = string.Join(", ", texts.Select((row, number) => $"({number}, {string.Join(", ", row.Select(Quote))})"));
        using var reader = await connection.BeginTextExportAsync(
            $"COPY (SELECT a, b, c FROM (VALUES {values}) v (n, a, b, c) ORDER BY n) TO STDOUT");

        Assert.Equal(texts, CopyText.Read(await reader.ReadToEndAsync()));
    }

    // Halves of surrogate pairs are no text to a server.
    private static string? Valid(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Quote(string? text) => text is null ? "NULL::text" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

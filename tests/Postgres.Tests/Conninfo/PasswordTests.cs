using System.Net;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Postgres.Conninfo;

namespace LvsPluggable.Postgres.Tests.Conninfo;

public sealed class PasswordTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("lvsdr-home-");

    public void Dispose() => _home.Delete(recursive: true);

    [Theory]
    [InlineData("h:5432:d:u:geheim", "geheim")]
    [InlineData("*:*:*:*:geheim", "geheim")]
    [InlineData("# h:5432:d:u:wrong\nh:5432:d:other:wrong\n\nnonsense\nh:x:d:u:wrong\nh:5432:d:u:geheim\nh:5432:d:u:late", "geheim")]
    [InlineData("h:5432:d:u:ge\\:he\\\\im", "ge:he\\im")]
    [InlineData("h:5432:d:u:geheim\r\n", "geheim")]
    [InlineData("h:5432:d:u: geheim ", " geheim ")]
    [InlineData("\\h:5432:d:u:geheim", "geheim")]
    [InlineData("h:5433:d:u:geheim", null)]
    [InlineData("\\*:5432:d:u:geheim", null)]
    [InlineData("h:5432:d:u", null)]
    [InlineData("127.0.0.1:5432:d:u:geheim", null)]
    [InlineData("", null)]
    public void A_password_file_s_first_line_that_fits_counts(string text, string? password) =>
        Assert.Equal(password, PgPassFile.Find(Write(text), Host("h"), "d", "u"));

    [Theory]
    [InlineData("/var/run/postgresql", "localhost:5432:d:u:geheim", "geheim")]
    [InlineData("/var/run/postgresql", "/var/run/postgresql:5432:d:u:geheim", null)]
    [InlineData("/elsewhere", "/elsewhere:5432:d:u:geheim", "geheim")]
    [InlineData("/elsewhere", "localhost:5432:d:u:geheim", null)]
    public void The_default_socket_is_localhost(string folder, string text, string? password) =>
        Assert.Equal(password, PgPassFile.Find(Write(text), Host(folder), "d", "u"));

    [Fact]
    public void The_name_is_looked_up_where_the_connection_goes_to_an_address()
    {
        var file = Write("192.0.2.1:*:*:*:address\nnode1:*:*:*:name\n");

        Assert.Equal("name", PgPassFile.Find(file, Host("node1") with { Address = IPAddress.Parse("192.0.2.1") }, "d", "u"));
        Assert.Equal("address", PgPassFile.Find(file, new ConninfoHost { Address = IPAddress.Parse("192.0.2.1") }, "d", "u"));
    }

    [SkippableFact]
    public void A_password_file_means_the_same_as_for_libpq()
    {
        Skip.If(LibPq.Absence is not null, LibPq.Absence);
        var pieces = Gen.Elements(
            "127.0.0.1", "1", "d", "u", "*", ":", ":", ":", "\\", "#", " ", "\n", "x", "127.0.0.1:1:d:u:", "*:*:*:*:", "\r\n");
        Prop.ForAll(
            (from length in Gen.Choose(0, 16) from parts in Gen.ArrayOf(pieces, length) select string.Concat(parts)).ToArbitrary(),
            text =>
            {
                var file = Write(text);
                var password = LibPq.Connect($"host=127.0.0.1 port=1 dbname=d user=u passfile='{file}'").Password;

                Assert.Equal(password ?? "", PgPassFile.Find(file, Host("127.0.0.1") with { Port = 1 }, "d", "u") ?? "");
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("geheim")]
    [InlineData("geheim\n")]
    [InlineData("geheim\r\nsecond line\n")]
    public void The_first_line_of_a_file_is_the_password(string text) => Assert.Equal("geheim", PasswordFile.Read(Write(text)));

    [Fact]
    public void An_empty_first_line_is_no_password() => Assert.Throws<InvalidDataException>(() => PasswordFile.Read(Write("\ngeheim\n")));

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_have_access_to_is_refused_with_the_remedy(UnixFileMode more)
    {
        var file = Write("geheim\n*:*:*:*:geheim\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);

        var wrong = Assert.Throws<UnauthorizedAccessException>(() => PasswordFile.Read(file));
        Assert.Throws<UnauthorizedAccessException>(() => PgPassFile.Find(file, Host("h"), "d", "u"));
        Assert.Contains($"\"chmod 0600 {file}\"", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_are_looked_for_in_libpq_s_order()
    {
        var file = Write("*:*:*:*:of passfile\n");
        var variable = Write("*:*:*:*:of PGPASSFILE\n");
        File.Move(Write("*:*:*:*:of home\n"), Path.Combine(_home.FullName, ".pgpass"));
        var plain = new ClientEnvironment { User = "u", Home = _home.FullName };

        Assert.Equal("of home", Find("host=h", plain));
        Assert.Equal("of PGPASSFILE", Find("host=h", plain with { PassFile = variable }));
        Assert.Equal("of passfile", Find($"host=h passfile={file}", plain with { PassFile = variable }));
        Assert.Equal("of PGPASSWORD", Find($"host=h passfile={file}", plain with { Password = "of PGPASSWORD" }));
        Assert.Equal("a line", Find($"host=h passfile={file}", plain with { Password = "of PGPASSWORD" }, Write("a line\n")));
    }

    [Fact]
    public void No_password_says_who_needs_one_where()
    {
        var nothing = new ClientEnvironment { User = "u", Home = _home.FullName };

        var without = Assert.Throws<InvalidOperationException>(() => Find("host=h", nothing));
        var file = Write("x:*:*:*:geheim");
        var other = Assert.Throws<InvalidOperationException>(() => Find($"host=h user=v dbname=d passfile={file}", nothing));

        Assert.Contains("h:5432 asks for a password of u, and there is none", without.Message, StringComparison.Ordinal);
        Assert.Contains("has no line for h:5432, d and v", other.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Find("host=h passfile=/nonexistent-file", nothing));
    }

    private static string Find(string text, ClientEnvironment environment, string? passwordFile = null)
    {
        var conninfo = TestConninfo.Parse(text);
        return new PasswordSource(conninfo, conninfo.Hosts[0], environment, passwordFile).Read();
    }

    private static ConninfoHost Host(string name) => new() { Name = name };

    private string Write(string text)
    {
        var path = Path.Combine(_home.FullName, Path.GetRandomFileName());
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}

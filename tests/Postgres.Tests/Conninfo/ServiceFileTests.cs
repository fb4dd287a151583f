using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Postgres.Conninfo;

namespace LvsPluggable.Postgres.Tests.Conninfo;

public sealed class ServiceFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lvsdr-service-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_string_comes_before_the_service_and_the_service_before_the_environment()
    {
        var file = Write("file", "[s]\nhost=a\nport=6000\nuser=of service\nsslrootcert=/service.pem\n");
        var environment = TestConninfo.Nothing with { ServiceFile = file, User = "of environment", RootCertificate = "/environment.pem" };

        var conninfo = LibpqConninfo.Parse("service=s port=7000", environment);

        Assert.Equal("a:7000", $"{conninfo.Hosts[0]}");
        Assert.Equal(("of service", "/service.pem"), (conninfo.User, conninfo.Tls.RootCertificate));
        Assert.Equal(["host", "sslrootcert", "user"], conninfo.OfService.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_name_is_in_the_string_or_else_in_PGSERVICE()
    {
        var environment = TestConninfo.Nothing with { ServiceFile = Write("file", "[s]\nuser=a\n[t]\nuser=b\n"), Service = "t" };

        Assert.Equal("a", LibpqConninfo.Parse("service=s", environment).User);
        Assert.Equal("a", LibpqConninfo.Parse("postgresql:///?service=s", environment).User);
        Assert.Equal("b", LibpqConninfo.Parse("", environment).User);
    }

    [Fact]
    public void The_file_is_the_named_one_then_the_user_s_and_then_the_machine_s()
    {
        var home = _folder.CreateSubdirectory("home").FullName;
        var machine = _folder.CreateSubdirectory("machine").FullName;
        Write("home/.pg_service.conf", "[s]\nuser=of home\n");
        Write("machine/pg_service.conf", "[s]\nuser=of machine\n[t]\nuser=only of machine\n");
        var variable = Write("variable", "[s]\nuser=of variable\n");
        var keyword = Write("keyword", "[s]\nuser=of keyword\n");
        var environment = TestConninfo.Nothing with { Home = home, ConfigurationFolder = machine };
        string? User(string text, ClientEnvironment from) => LibpqConninfo.Parse(text, from).User;

        Assert.Equal("of home", User("service=s", environment));
        Assert.Equal("only of machine", User("service=t", environment));
        Assert.Equal("of variable", User("service=s", environment with { ServiceFile = variable }));
        Assert.Equal("only of machine", User("service=t", environment with { ServiceFile = variable }));
        Assert.Equal("of keyword", User($"service=s servicefile={keyword}", environment with { ServiceFile = variable }));
        File.Delete(Path.Combine(home, ".pg_service.conf"));
        Assert.Equal("of machine", User("service=s", environment));
    }

    [Fact]
    public void A_file_is_read_again_with_every_string()
    {
        var environment = TestConninfo.Nothing with { ServiceFile = Write("file", "[s]\nuser=a\n") };
        var before = LibpqConninfo.Parse("service=s", environment);
        Write("file", "[s]\nuser=b\n");
        var after = LibpqConninfo.Parse("service=s", environment);

        Assert.Equal(("a", "b"), (before.User, after.User));
        Assert.NotEqual(before, after);
    }

    [Theory]
    [InlineData("[t]\nuser=a\n", "the service \"s\" is not defined in {file}")]
    [InlineData("[s]\n\nuser\n", "line 3 of the service file \"{file}\" has no =; it should be keyword=value")]
    [InlineData("[s]\nservice=t\n", "line 2 of the service file \"{file}\" has service, and a service cannot name another one")]
    [InlineData("[s]\nldap://h/dc=x?uniqueMember?one?(cn=y)\n", "line 2 of the service file \"{file}\" asks a directory (ldap)")]
    [InlineData("[s]\nuser = a\n", "line 2 of the service file \"{file}\" has a space before the =")]
    [InlineData("[s]\nhots=a\nuser=b\nprot=1\n", "line 4 of the service file \"{file}\" has an unknown keyword")]
    [InlineData("[s]\nsslmode=foo\n", "sslmode \"foo\" should be one of")]
    [InlineData("[s]\nsslmode=foo\n", "(with the service \"s\" of {file})")]
    public void A_mistake_is_one_sentence_with_its_place(string text, string sentence)
    {
        var file = Write("file", text);

        var wrong = Assert.Throws<FormatException>(
            () => LibpqConninfo.Parse("service=s", TestConninfo.Nothing with { ServiceFile = file }));

        Assert.Contains(sentence.Replace("{file}", file, StringComparison.Ordinal), wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_or_no_file_is_one_sentence()
    {
        string Wrong(string file) => Assert.Throws<FormatException>(
            () => LibpqConninfo.Parse("service=s", TestConninfo.Nothing with { ServiceFile = file })).Message;

        Assert.Equal("the service file \"/nonexistent/file\" does not exist", Wrong("/nonexistent/file"));
        Assert.Equal("the service file \"\" does not exist", Wrong(""));
        Assert.StartsWith($"the service file \"{_folder.FullName}\" cannot be read", Wrong(_folder.FullName), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password=geheim", UnixFileMode.OtherRead, 1)]
    [InlineData("sslpassword=geheim", UnixFileMode.GroupRead, 1)]
    [InlineData("password=geheim", UnixFileMode.None, 0)]
    [InlineData("user=u", UnixFileMode.OtherRead, 0)]
    public void A_file_with_a_password_that_others_have_access_to_is_a_warning_with_the_remedy(string line, UnixFileMode more, int warnings)
    {
        var file = Write("file", $"[s]\n{line}\n[t]\npassword=other\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);

        var conninfo = LibpqConninfo.Parse("service=s", TestConninfo.Nothing with { ServiceFile = file });

        Assert.Equal(warnings, conninfo.Warnings.Count);
        Assert.All(conninfo.Warnings, warning => Assert.Contains($"\"chmod 0600 {file}\"", warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[s]\npassword=Geheim-1\nsslmode=Geheim-1\nport=Geheim-1x\n")]
    [InlineData("[s]\npassword=Geheim-1\nGeheim-1=x\nGeheim-1\n")]
    [InlineData("[s]\nsslpassword=Geheim-1\nhost=Geheim-1;a\n")]
    public void A_mistake_in_a_file_shows_no_password(string text)
    {
        var file = Write("file", text);

        var wrong = Assert.Throws<FormatException>(
            () => LibpqConninfo.Parse("service=s", TestConninfo.Nothing with { ServiceFile = file }));

        Assert.DoesNotContain("Geheim-1", wrong.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_file_means_the_same_as_for_libpq()
    {
        Skip.If(LibPq.Absence is not null, LibPq.Absence);
        var file = Write("file", "");
        LibPq.SetVariable("PGSERVICEFILE", file);
        var defaults = LibPq.Defaults();
        var environment = TestConninfo.Nothing with { ServiceFile = file };
        var pieces = Gen.Elements(
            "[s]\n", "[s]\n", "[s]x\n", "[sx]\n", "[t]\n", " [s] \n", "[",
            "options=", "krbsrvname=", "user=u\n", "user=v\n", "dbname=d\n", "a b", "'x'",
            " ", "\t", "\r", "\n", "\n", "\n", "=", "#", "\\", "password=p\n", "service=t\n", "nosuch=1\n", " options = x\n",
            "application_name= x \n", "user\n", new string('y', 1010), new string('y', 13));
        Prop.ForAll(
            (from length in Gen.Choose(0, 12)
             from parts in Gen.ArrayOf(pieces, length)
             from start in Gen.Elements("", "[s]\n", "[s]\n")
             from text in Gen.Elements("service=s", "service=s user=w", "service=s dbname=z password=q")
             select (File: start + string.Concat(parts) + "\n", Text: text)).ToArbitrary(),
            given =>
            {
                File.WriteAllText(file, given.File);
                var (values, error) = LibPq.Use(given.Text);
                var read = Record.Exception(() => LibpqConninfo.Parse(given.Text, environment)) is { } wrong
                    ? null
                    : LibpqConninfo.Parse(given.Text, environment).Values;

                Assert.True((error is null) == (read is not null), $"libpq: {error ?? "right"}; file: {given.File}");
                if (read is not null)
                {
                    // libpq adds its defaults and what the test itself gave.
                    var added = values.Where(pair => !read.ContainsKey(pair.Key)).Select(pair => pair.Key);
                    Assert.Equal(read.Where(pair => pair.Key != "service"), values.Where(pair => read.ContainsKey(pair.Key)));
                    Assert.Empty(added.Except(defaults.Keys).Except(["hostaddr", "port", "dbname", "passfile"]));
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}

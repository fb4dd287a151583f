using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Settings.Files;

namespace LvsPluggable.Host.Tests.Settings.Files;

public sealed class FileTextTests
{
    private const string Example = """
        {
          "$schema": "lvsdr.schema.json",
          // Of the whole host.
          "host": { "sync_interval": "1s" },
          "defaults": { "check_interval": "500ms", "rise": 3 },
          "pools": { "standbys": { "postgres_check": true } },
          "services": {
            "reads": { "vip": "192.0.2.50", "port": [5432, "postgresql"], "pool": "standbys" }, /* the last one */
            "web": { "vip": "192.0.2.60", "weight_of_realservers": ["web1,2", "web2"], },
          },
        }
        """;

    [Fact]
    public void A_file_is_read_with_its_comments_and_commas()
    {
        var file = Read(Example);

        Assert.Empty(file.Mistakes);
        Assert.Equal([("sync_interval", "1s")], Texts(file.Host!));
        Assert.Equal([("check_interval", "500ms"), ("rise", "3")], Texts(file.Defaults!));
        Assert.Equal([("postgres_check", "true")], Texts(Assert.Single(file.Pools)));
        Assert.Equal(["reads", "web"], file.Services.Select(service => service.Name));
        Assert.Equal([("pool", "standbys"), ("port", "5432 postgresql"), ("vip", "192.0.2.50")], Texts(file.Services[0]));
        Assert.Equal("web1,2 web2", file.Services[1].Texts["weight_of_realservers"]);
    }

    [Fact]
    public void It_is_known_where_everything_stands()
    {
        var reads = Read(Example).Services[0];

        Assert.Equal(new Place(8, 5), reads.Place);
        Assert.Equal(new Place(8, 37), reads.PlaceOf("port"));
        Assert.Null(reads.PlaceOf("rise"));
        Assert.Equal(new Place(1, 29), Read("""{"services":{"é": {"a": "", "b": 1}}}""").Services[0].PlaceOf("b"));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_and_where()
    {
        var file = Read("""
            {
              "service": {},
              "host": [],
              "services": {
                "a": { "vip": null, "port": [80, {}], "vip": "192.0.2.1", "vip": "192.0.2.2" },
                "a": 5
              },
              "host": {}
            }
            """);

        Assert.Equal(
            [
                "2:3 \"service\" is no part of the file; it should be one of host, defaults, pools, services, perhaps services.",
                "3:11 \"host\" should be an object: { \"name\": value, ... }.",
                "5:19 vip should be a text, a number, true or false, or a list of texts and numbers.",
                "5:38 Each element of port should be a text or a number.",
                "5:63 vip is there twice in \"a\"; each parameter should be there once.",
                "6:5 \"a\" is there twice in \"services\"; each name should be there once.",
                "6:10 \"a\" should be an object: { \"name\": value, ... }.",
                "8:3 \"host\" is there twice; each part should be there once.",
            ],
            file.Mistakes.Select(mistake => $"{mistake.Place} {mistake.What}"));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\n  \"host\": {\n    \"a\": 1\n    \"b\": 2 } }", 4, 5)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{ \"host\": { \"a\": \"", 1, 19)]
    public void Where_it_is_no_JSON_it_says_where(string text, int line, int column)
    {
        var mistake = Assert.Single(Read(text).Mistakes);

        Assert.Equal(new Place(line, column), mistake.Place);
        Assert.StartsWith("The file is no JSON from here on: ", mistake.What, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", mistake.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_is_no_text_it_says_where() => Assert.Equal(
        new FileMistake(new Place(1, 3), "The file should be UTF-8; there is something else here."),
        Assert.Single(FileText.Read([.. "{ \""u8, 0x80, .. "\": {} }"u8]).Mistakes));

    [Fact]
    public void A_file_that_is_no_object_is_said_to_be_none() => Assert.Equal(
        new FileMistake(new Place(1, 1), "The file should be an object: { \"services\": { ... } }."), Assert.Single(Read("[1]").Mistakes));

    [Fact]
    public void No_bytes_are_more_than_wrong() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            var cut = Encoding.UTF8.GetBytes(Example[..(bytes.Length * 7 % Example.Length)]);
            foreach (var text in new[] { bytes, [.. cut, .. bytes] })
            {
                Assert.All(FileText.Read(text).Mistakes, mistake => Assert.True(mistake.Place is { Line: > 0, Column: > 0 }));
            }
        }).QuickCheckThrowOnFailure();

    private static ConfigurationFile Read(string text) => FileText.Read(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<(string Name, string Text)> Texts(FileSection section) =>
        section.Texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));
}

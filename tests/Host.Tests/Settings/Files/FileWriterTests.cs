using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Settings.Files;

namespace LvsPluggable.Host.Tests.Settings.Files;

public sealed class FileWriterTests
{
    [Fact]
    public void A_file_is_written_as_people_write_it() => Assert.Equal(
        """
        {
          "$schema": "file:///schema.json",
          "host": {
            "manage_sysctls": false
          },
          "pools": {
            "standbys": {
              "rise": 3,
              "weight_of_realservers": "node1,2 <node2> 'node3'"
            }
          },
          "services": {
            "reads": {
              "port": 5432,
              "pool": "standbys"
            }
          }
        }

        """,
        FileWriter.Write(
            new ConfigurationFile
            {
                Host = Section("host", ("manage_sysctls", "false")),
                Pools = [Section("standbys", ("rise", "3"), ("weight_of_realservers", "node1,2 <node2> 'node3'"))],
                Services = [Section("reads", ("port", "5432"), ("pool", "standbys"))],
            },
            "file:///schema.json"));

    [Theory]
    [InlineData("00")]
    [InlineData("-0")]
    [InlineData("1e3")]
    [InlineData("12345678901234567890")]
    [InlineData("TRUE")]
    [InlineData("0\n")]
    public void What_looks_like_a_number_is_read_as_it_was(string text) => Assert.Equal(text, Again(text));

    [Fact]
    public void Any_text_is_read_as_it_was() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
            Assert.Equal(whole, Again(whole));
        }).QuickCheckThrowOnFailure();

    private static string Again(string text)
    {
        var written = FileWriter.Write(new ConfigurationFile { Defaults = Section("defaults", ("a", text)) }, "");
        var read = FileText.Read(Encoding.UTF8.GetBytes(written));
        Assert.Empty(read.Mistakes);
        return Assert.Single(read.Defaults!.Texts).Value;
    }

    private static FileSection Section(string name, params (string Name, string Text)[] parameters)
    {
        var section = new FileSection(name, default);
        Assert.All(parameters, parameter => Assert.True(section.TryAdd(parameter.Name, parameter.Text, default)));
        return section;
    }
}

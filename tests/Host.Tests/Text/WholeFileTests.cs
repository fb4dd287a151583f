using System.Text;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Tests.Text;

public sealed class WholeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lvsdr-whole-").FullName;

    private string Target => Path.Combine(_folder, "orders.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_there_is_replaced_and_nothing_is_left_beside_it()
    {
        File.WriteAllText(Target, "former and longer");

        Replace("new");

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_former_and_nothing_beside_it()
    {
        File.WriteAllText(Target, "former");

        Assert.Throws<IOException>(() => WholeFile.Replace(Target, WholeFile.OwnerOnly, isDurable: false, _ => throw new IOException("full")));

        Assert.Equal("former", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_a_killed_process_has_left_is_removed_and_what_another_is_writing_now_is_not()
    {
        var left = $"{Target}.4711-1.next";
        var beingWritten = $"{Target}.4712-1.next";
        var ofAnother = Path.Combine(_folder, "other.json.4711-1.next");
        Array.ForEach([left, beingWritten, ofAnother], file => File.WriteAllText(file, "half"));
        Array.ForEach([left, ofAnother], file => File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(beingWritten).AddMinutes(-5)));

        Replace("new");

        Assert.Equivalent(new[] { Target, beingWritten, ofAnother }, Directory.GetFiles(_folder), strict: true);
    }

    private void Replace(string text) =>
        WholeFile.Replace(Target, WholeFile.OwnerOnly, isDurable: false, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}

using System.Diagnostics;
using LvsPluggable.Trust;

namespace LvsPluggable.Plugins.Tests.Trust;

public sealed class PathTrustTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _root = Directory.CreateTempSubdirectory("lvsdr-trust-").FullName;
    private readonly PathTrust _trust = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_file_that_only_its_owner_can_reach_is_trusted_also_below_a_sticky_folder()
    {
        var file = CreateFile("public/own/file");
        Open("public", UnixFileMode.OtherWrite | UnixFileMode.StickyBit);

        Assert.Null(_trust.ObjectionTo(file));
    }

    [Theory]
    [InlineData("a/b/file", UnixFileMode.GroupWrite)]
    [InlineData("a/b/file", UnixFileMode.OtherWrite)]
    [InlineData("a/b/file", UnixFileMode.OtherWrite | UnixFileMode.StickyBit)]
    [InlineData("a/b", UnixFileMode.GroupWrite)]
    [InlineData("a", UnixFileMode.OtherWrite)]
    public void What_others_can_write_on_the_way_is_named_and_what_would_mend_it(string path, UnixFileMode mode)
    {
        var file = CreateFile("a/b/file");
        var writable = Open(path, mode);

        Assert.Equal(
            $"{writable} can be written by others than its owner (chmod go-w {writable} would mend that)", _trust.ObjectionTo(file)?.ToString());
    }

    [SkippableTheory]
    [InlineData("a/b/file")]
    [InlineData("a")]
    public void What_belongs_to_somebody_else_on_the_way_is_named(string path)
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can give files away.");
        var file = CreateFile("a/b/file");
        var foreign = GiveAway(path);

        Assert.Equal(
            $"{foreign} belongs to user 65534, not to root (chown root {foreign} would mend that)", _trust.ObjectionTo(file)?.ToString());
        Assert.Null(new PathTrust(65534).ObjectionTo(file));
        Assert.Equal($"{foreign} belongs to user 65534, not to root or user 1", new PathTrust(1).ObjectionTo(file)?.Fault);
    }

    [Fact]
    public void A_sticky_folder_itself_is_not_trusted_since_others_can_add_to_it()
    {
        CreateFile("plugins/file");
        var folder = Open("plugins", UnixFileMode.OtherWrite | UnixFileMode.StickyBit);

        Assert.StartsWith(folder, _trust.ObjectionTo(folder)?.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("writable/link")]
    [InlineData("safe/../writable/./link")]
    [InlineData("writable/folder/../link")]
    public void A_link_that_others_can_exchange_is_not_trusted_wherever_it_leads(string way)
    {
        CreateFile("safe/file");
        CreateFile("writable/folder/file");
        File.CreateSymbolicLink(Path.Combine(_root, "writable/link"), Path.Combine(_root, "safe/file"));
        var writable = Open("writable", UnixFileMode.OtherWrite);

        Assert.StartsWith($"{writable} can be written", _trust.ObjectionTo($"{_root}/{way}")?.Fault, StringComparison.Ordinal);
        Assert.Null(_trust.ObjectionTo($"{_root}/safe/file"));
    }

    [Fact]
    public void Where_a_link_leads_is_looked_at_too()
    {
        CreateFile("writable/folder/file");
        CreateFile("safe/inner/other");
        Directory.CreateSymbolicLink(Path.Combine(_root, "safe/inner/link"), "../../writable/folder");
        var writable = Open("writable", UnixFileMode.OtherWrite);

        Assert.StartsWith(
            $"{writable} can be written", _trust.ObjectionTo($"{_root}/safe/inner/link/file")?.Fault, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_link_of_somebody_else_in_a_sticky_folder_is_not_trusted()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can give files away.");
        var file = CreateFile("safe/file");
        CreateFile("public/file");
        Open("public", UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        var link = Path.Combine(_root, "public/link");
        File.CreateSymbolicLink(link, file);
        Assert.Null(_trust.ObjectionTo(link));

        GiveAway("public/link");

        Assert.StartsWith($"{link} belongs to user 65534", _trust.ObjectionTo(link)?.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_looked_at_is_not_trusted()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "circle"), "circle");

        Assert.Equal(
            $"who may write to {_root}/none cannot be told, No such file or directory", _trust.ObjectionTo($"{_root}/none")?.ToString());
        Assert.Equal(
            $"who may write to {_root}/circle cannot be told, there are too many links on the way",
            _trust.ObjectionTo($"{_root}/circle")?.ToString());
    }

    private string CreateFile(string name)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly);
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, OwnerOnly);
        return path;
    }

    private string Open(string name, UnixFileMode mode)
    {
        var path = Path.Combine(_root, name);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | mode);
        return path;
    }

    private string GiveAway(string name)
    {
        var path = Path.Combine(_root, name);
        using var chown = Process.Start("chown", ["-h", "65534", path]);
        chown.WaitForExit();
        Assert.Equal(0, chown.ExitCode);
        return path;
    }
}

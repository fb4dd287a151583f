using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Plugins.Loading;

[SupportedOSPlatform("linux")]
public sealed class PluginTrustTests : IDisposable
{
    private readonly PluginStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData("", UnixFileMode.GroupWrite)]
    [InlineData("", UnixFileMode.OtherWrite | UnixFileMode.StickyBit)]
    [InlineData("First", UnixFileMode.GroupWrite)]
    [InlineData("First", UnixFileMode.OtherWrite)]
    [InlineData("First/First.dll", UnixFileMode.GroupWrite)]
    [InlineData("First/First.dll", UnixFileMode.OtherWrite)]
    [InlineData("First/First.deps.json", UnixFileMode.OtherWrite)]
    [InlineData("First/Dependency.dll", UnixFileMode.GroupWrite)]
    public void What_others_can_write_is_refused(string path, UnixFileMode mode)
    {
        var file = _stage.Stage("First");
        var writable = Path.TrimEndingDirectorySeparator(Path.Combine(_stage.Root, path));
        PluginStage.AddMode(writable, mode);

        Assert.Equal(
            $"{file}: {writable} can be written by others than its owner (chmod go-w {writable} would mend that)", _stage.LoadRefused());
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("First")]
    [InlineData("First/First.dll")]
    [InlineData("First/First.deps.json")]
    [InlineData("First/Dependency.dll")]
    public void What_belongs_to_somebody_else_is_refused(string path)
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can give files away.");
        var file = _stage.Stage("First");
        var foreign = Path.TrimEndingDirectorySeparator(Path.Combine(_stage.Root, path));
        PluginStage.GiveAway(foreign);

        Assert.Equal(
            $"{file}: {foreign} belongs to user 65534, not to root (chown root {foreign} would mend that)", _stage.LoadRefused());
    }

    [Fact]
    public void A_folder_above_the_plugin_folder_that_others_can_write_is_refused()
    {
        var file = _stage.Stage("First");
        PluginStage.AddMode(_stage.Outside, UnixFileMode.OtherWrite);

        Assert.StartsWith($"{file}: {_stage.Outside} can be written by others", _stage.LoadRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_above_in_which_others_can_only_add_is_fine()
    {
        _stage.Stage("First");
        PluginStage.AddMode(_stage.Outside, UnixFileMode.OtherWrite | UnixFileMode.StickyBit);

        Assert.Equal("first", Assert.Single(_stage.Load().Loaded).Name);
    }

    [SkippableFact]
    public void A_folder_above_the_plugin_folder_that_belongs_to_somebody_else_is_refused()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can give files away.");
        var file = _stage.Stage("First");
        PluginStage.GiveAway(_stage.Outside);

        Assert.StartsWith($"{file}: {_stage.Outside} belongs to user 65534", _stage.LoadRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_folder_that_is_reached_through_a_link_which_others_can_exchange_is_refused()
    {
        _stage.Stage("First");
        var link = Path.Combine(_stage.CreateFolder("open"), "plugins");
        Directory.CreateSymbolicLink(link, _stage.Root);
        PluginStage.AddMode(Path.Combine(_stage.Outside, "open"), UnixFileMode.OtherWrite);

        var refused = Assert.Single(_stage.Load(link).Refused).ToString();

        Assert.Contains($"{_stage.Outside}/open can be written by others", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_plugin_that_is_safe_is_followed()
    {
        _stage.Stage("First", root: _stage.CreateFolder("elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(_stage.Root, "First"), Path.Combine(_stage.Outside, "elsewhere", "First"));

        var catalog = _stage.Load();

        Assert.Empty(catalog.Refused);
        Assert.Equal("first", Assert.Single(catalog.Loaded).Name);
    }

    [Fact]
    public void A_link_leads_to_a_folder_that_others_can_write()
    {
        _stage.Stage("First", root: _stage.CreateFolder("elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(_stage.Root, "First"), Path.Combine(_stage.Outside, "elsewhere", "First"));
        PluginStage.AddMode(Path.Combine(_stage.Outside, "elsewhere"), UnixFileMode.OtherWrite);

        Assert.Contains("/elsewhere can be written by others", _stage.LoadRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_the_folder_leads_to_a_file_that_others_can_write()
    {
        var file = _stage.Stage("First");
        var target = Path.Combine(_stage.Outside, "Dependency.dll");
        File.Move(Path.Combine(_stage.Root, "First", "Dependency.dll"), target);
        File.CreateSymbolicLink(Path.Combine(_stage.Root, "First", "Dependency.dll"), target);
        PluginStage.AddMode(target, UnixFileMode.OtherWrite);

        Assert.StartsWith($"{file}: {target} can be written by others", _stage.LoadRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_in_use_that_becomes_writable_is_reported_and_stays_in_use()
    {
        var file = _stage.Stage("First");
        _stage.Load();
        PluginStage.AddMode(file, UnixFileMode.OtherWrite);

        var catalog = _stage.Load();

        Assert.Single(catalog.Loaded);
        Assert.StartsWith($"{file}: {file} can be written", Assert.Single(catalog.Refused).ToString(), StringComparison.Ordinal);
    }
}

using System.Runtime.Versioning;
using LvsPluggable.Host.Plugins.Loading;
using LvsPluggable.Host.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Plugins.Loading;

[SupportedOSPlatform("linux")]
public sealed class PluginLoaderTests : IDisposable
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    private readonly PluginStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void A_plugin_is_loaded_with_its_name_version_and_parameters()
    {
        var file = _stage.Stage("First");

        var catalog = _stage.Load();

        var loaded = Assert.Single(catalog.Loaded);
        Assert.Empty(catalog.Refused);
        Assert.Equal(("first", file, new Version(1, 0, 0, 0)), (loaded.Name, loaded.File, loaded.Version));
        Assert.Equal("first_greeting", Assert.Single(catalog.Parameters).Name);
    }

    [Fact]
    public void Two_plugins_have_different_versions_of_the_same_dependency()
    {
        _stage.Stage("First");
        _stage.Stage("Second");

        Assert.Equal(["one", "two"], _stage.Load().Parameters.Select(parameter => parameter.Default));
    }

    [Fact]
    public void The_plugins_of_the_host_load_in_the_same_way()
    {
        foreach (var name in new[] { "Script", "Static" })
        {
            _stage.StageFrom(Path.Combine(AppContext.BaseDirectory, "plugins", name));
        }

        var catalog = _stage.Load();

        Assert.Empty(catalog.Refused);
        Assert.Equal(["script", "static"], catalog.Loaded.Select(plugin => plugin.Name));
    }

    [Fact]
    public void Folders_come_in_the_order_given_and_one_that_is_missing_is_named()
    {
        var other = _stage.CreateFolder("other");
        _stage.Stage("First");
        _stage.Stage("Second", root: other);

        var missing = Path.Combine(_stage.Outside, "missing");

        var catalog = _stage.Load(missing, other, _stage.Root, _stage.Root + "/");

        Assert.Equal(
            $"{missing}: there is no such folder, or it cannot be read; it should be the one that holds NAME/NAME.dll of each plugin",
            Assert.Single(catalog.Refused).ToString());
        Assert.Equal(["second", "first"], catalog.Loaded.Select(plugin => plugin.Name));
    }

    [Fact]
    public void A_plugin_of_a_name_already_loaded_is_refused()
    {
        var first = _stage.Stage("First");
        var copy = _stage.Stage("First", "Later");

        var catalog = _stage.Load();

        Assert.Equal(first, Assert.Single(catalog.Loaded).File);
        Assert.Equal($"{copy}: a plugin of the name first is loaded already, from {first}", Assert.Single(catalog.Refused).ToString());
    }

    [Fact]
    public void A_newer_contract_is_refused()
    {
        var file = _stage.Stage("NewerContract");

        Assert.Equal(
            $"{file}: it was built against contract 1.3, and this host has 1.2; install the lvsdr that has it, or build it against this one",
            _stage.LoadRefused());
    }

    [Fact]
    public async Task A_plugin_of_an_older_minor_version_of_the_contract_works()
    {
        var file = _stage.Stage("OlderContract");
        Assert.Equal(
            new Version(1, 0, 0, 0),
            AssemblyMetadata.Read(file).References.Single(reference => reference.Name == "LvsPluggable.Abstractions").Version);

        var catalog = _stage.Load();

        Assert.Empty(catalog.Refused);
        var settings = new SettingsReader([.. HostSettings.All, .. catalog.Parameters]).Read(Nothing).Partial;
        var builder = new PluginBuilder(null, settings, _ => NullLoggerFactory.Instance, TimeProvider.System);
        Assert.Single(catalog.Loaded).Plugin.Configure(builder);
        await using var source = Assert.Single(builder.Sources).Create();
        var server = Assert.Single(await source.GetRealServersAsync(CancellationToken.None));
        Assert.Equal(("192.0.2.11", 7, null), (server.Host, server.Weight, server.ForwardMethod));
    }

    [Fact]
    public void A_plugin_for_a_newer_NET_is_refused_by_name()
    {
        var file = _stage.Stage("NewerFramework");

        Assert.Equal(
            $"{file}: it was built for .NET 99.0, and this host runs on .NET 10.0; build it with the target framework net10.0",
            _stage.LoadRefused());
    }

    [Theory]
    [InlineData("text")]
    [InlineData("")]
    public void A_file_that_is_not_NET_is_refused(string content)
    {
        var file = _stage.Write("Broken", System.Text.Encoding.UTF8.GetBytes(content));

        Assert.Equal($"{file}: it is not a .NET assembly", _stage.LoadRefused());
    }

    [Fact]
    public void A_native_library_is_refused()
    {
        var file = _stage.Write("Native", File.ReadAllBytes("/bin/true"));

        Assert.Equal($"{file}: it is not a .NET assembly", _stage.LoadRefused());
    }

    [Fact]
    public void A_missing_dependency_is_named()
    {
        var file = _stage.Stage("First");
        File.Delete(Path.Combine(_stage.Root, "First", "Dependency.dll"));

        Assert.Equal($"{file}: its dependency Dependency 1.0.0.0, which First needs, is missing", _stage.LoadRefused());
    }

    [Fact]
    public void A_missing_dependency_is_named_without_a_deps_file_too()
    {
        var file = _stage.Stage("First");
        File.Delete(Path.Combine(_stage.Root, "First", "Dependency.dll"));
        File.Delete(Path.Combine(_stage.Root, "First", "First.deps.json"));

        Assert.Equal($"{file}: its dependency Dependency 1.0.0.0, which First needs, is missing", _stage.LoadRefused());
    }

    [Fact]
    public void A_dependency_that_is_too_old_is_named()
    {
        var file = _stage.Stage("Second");
        var dependency = Path.Combine(_stage.Root, "Second", "Dependency.dll");
        File.Copy(Path.Combine(PluginStage.Built("First"), "Dependency.dll"), dependency, overwrite: true);

        Assert.Equal($"{file}: Second needs Dependency 2.0.0.0, and {dependency} is 1.0.0.0", _stage.LoadRefused());
    }

    [Fact]
    public void Packages_that_only_the_host_uses_are_not_there_for_plugins()
    {
        var file = _stage.Write("Tests", File.ReadAllBytes(typeof(PluginLoaderTests).Assembly.Location));

        var sentence = _stage.LoadRefused();

        Assert.StartsWith($"{file}: its dependency ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(", which LvsPluggable.Host.Tests needs, is missing", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_does_not_use_the_contract_is_no_plugin()
    {
        var file = _stage.Write("Dependency", File.ReadAllBytes(Path.Combine(PluginStage.Built("First"), "Dependency.dll")));

        Assert.Equal($"{file}: it is no lvsdr plugin, as it does not refer to LvsPluggable.Abstractions", _stage.LoadRefused());
    }

    [Fact]
    public void A_library_without_a_plugin_type_is_refused()
    {
        var file = _stage.Stage("NoPlugin");

        Assert.Equal($"{file}: it has no type that implements ILvsPlugin", _stage.LoadRefused());
    }

    [Fact]
    public void A_broken_deps_file_is_refused()
    {
        var file = _stage.Stage("First");
        File.WriteAllText(Path.ChangeExtension(file, ".deps.json"), "{");

        var sentence = _stage.LoadRefused();

        Assert.StartsWith($"{file}: it cannot be loaded, ", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public void A_folder_without_its_DLL_is_refused()
    {
        _stage.CreateFolder("plugins/Empty");
        _stage.CreateFolder("plugins/.hidden");

        Assert.Equal(
            $"{_stage.Root}/Empty/Empty.dll: there is no such file, or it cannot be read; the folder of a plugin should hold a DLL of its name and what that needs",
            _stage.LoadRefused());
    }

    [Fact]
    public void A_folder_of_another_name_than_its_plugin_is_refused_with_the_command_that_mends_it()
    {
        var file = _stage.Stage("First");
        Directory.Move(Path.GetDirectoryName(file)!, Path.Combine(_stage.Root, "first"));

        var sentence = _stage.LoadRefused();

        Assert.StartsWith($"{_stage.Root}/first/first.dll: there is no such file, or it cannot be read; there is First.dll", sentence, StringComparison.Ordinal);
        Assert.EndsWith($": mv {_stage.Root}/first {_stage.Root}/First", sentence, StringComparison.Ordinal);
        Directory.Move(Path.Combine(_stage.Root, "first"), Path.Combine(_stage.Root, "First"));
        Assert.Empty(_stage.Load().Refused);
    }

    [Fact]
    public void A_folder_with_a_folder_for_each_framework_is_refused_and_told_where_the_files_should_lie()
    {
        var file = _stage.Stage("First");
        var inner = _stage.CreateFolder("plugins/First/net10.0");
        File.Move(file, Path.Combine(inner, "First.dll"));

        Assert.EndsWith(
            $"; there is net10.0/First.dll: what lies in net10.0 should lie in {_stage.Root}/First itself", _stage.LoadRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_DLL_in_the_plugin_folder_itself_is_named_with_the_place_where_it_should_be()
    {
        File.Copy(_stage.Stage("First"), Path.Combine(_stage.Root, "Stray.dll"));

        var catalog = _stage.Load();

        Assert.Equal("first", Assert.Single(catalog.Loaded).Name);
        Assert.Equal(
            $"{_stage.Root}/Stray.dll: it lies in the plugin folder itself and is not looked at; a plugin should be in a folder of its name, with what it needs: {_stage.Root}/Stray/Stray.dll",
            Assert.Single(catalog.Refused).ToString());
    }

    [Fact]
    public void A_plugin_folder_that_is_a_file_is_named()
    {
        var file = _stage.Stage("First");

        Assert.Equal(
            $"{file}: it is a file, and should be the folder that holds NAME/NAME.dll of each plugin",
            Assert.Single(_stage.Load(file).Refused).ToString());
    }

    [Fact]
    public void Each_faulty_plugin_has_a_sentence_and_the_others_load()
    {
        var first = _stage.Stage("First", "A");
        var file = _stage.Stage("Faulty");

        var catalog = _stage.Load();

        Assert.Equal(["first", "right"], catalog.Loaded.Select(plugin => plugin.Name));
        Assert.All(catalog.Refused, refusal => Assert.Equal(file, refusal.File));
        const string space = "its type LvsPluggable.TestPlugins";
        Assert.Equal(
            new[]
            {
                $"the Name of {space}.ThrowingName threw InvalidOperationException: no name today",
                $"the Parameters of {space}.ThrowingParameters threw InvalidOperationException: no parameters today",
                $"the Parameters of its plugin null_parameters are null",
                $"the constructor of {space}.ThrowingConstructor threw NotSupportedException: no such hardware",
                $"the default of its parameter empty_default_number, \"\", is empty, which counts as not set; null says that there is none",
                $"the default of its parameter wrong_default_number, \"12\", should be a whole number from 1 to 9",
                $"the parameter default_weight of its plugin hosts_name belongs to the host already",
                $"the parameter first_greeting of its plugin plugins_name belongs to plugin first of {first} already",
                $"a plugin of the name right is loaded already, from {file}",
                $"{space}.EmptyName has no Name",
                $"{space}.NoConstructor has no public constructor without parameters",
                $"its parameter \"Invalid-name\" should have a name of lower-case letters, digits and underscores that starts with a letter",
                $"its parameter no_reader_uri cannot be used, NotSupportedException: A parameter of type Uri needs a Parse function",
                $"its parameter throwing_reader_number cannot be used, InvalidOperationException: no reading today",
                $"its plugin own_name declares the parameter own_twice twice",
                $"one of its parameters is null",
            }.Order(StringComparer.Ordinal),
            catalog.Refused.Select(refusal => refusal.Reason).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Loading_again_keeps_what_has_not_changed_and_adds_what_is_new()
    {
        _stage.Stage("Second");
        var before = Assert.Single(_stage.Load().Loaded).Plugin;
        _stage.Stage("First");

        var catalog = _stage.Load();

        Assert.Equal(["first", "second"], catalog.Loaded.Select(plugin => plugin.Name));
        Assert.Same(before, catalog.Loaded[1].Plugin);
        Assert.Empty(catalog.Refused);
    }

    [Fact]
    public void A_new_plugin_cannot_take_a_name_from_one_in_use()
    {
        var used = _stage.Stage("First", "Used");
        _stage.Load();
        var earlier = _stage.Stage("First", "Earlier");

        var catalog = _stage.Load();

        Assert.Equal(used, Assert.Single(catalog.Loaded).File);
        Assert.Equal(earlier, Assert.Single(catalog.Refused).File);
    }

    [Fact]
    public void A_changed_file_is_refused_and_the_loaded_plugin_stays_in_use()
    {
        var file = _stage.Stage("First");
        var before = Assert.Single(_stage.Load().Loaded).Plugin;
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        var catalog = _stage.Load();

        Assert.Same(before, Assert.Single(catalog.Loaded).Plugin);
        Assert.Equal($"{file}: it has changed since it was loaded; \"lvsdr restart --adopt\" uses it, and cuts nothing", Assert.Single(catalog.Refused).ToString());
    }

    [Fact]
    public void Code_of_a_plugin_that_was_not_yet_run_survives_its_file()
    {
        var file = _stage.Stage("First");
        var plugin = Assert.Single(_stage.Load().Loaded).Plugin;

        File.WriteAllText(file, "");

        Assert.Null(Record.Exception(() => plugin.Configure(null!)));
    }

    [Fact]
    public void A_refused_file_that_is_mended_is_loaded_the_next_time()
    {
        var file = _stage.Write("First", [1, 2, 3]);
        Assert.Empty(_stage.Load().Loaded);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        _stage.Stage("First");

        var catalog = _stage.Load();

        Assert.Equal("first", Assert.Single(catalog.Loaded).Name);
        Assert.Empty(catalog.Refused);
    }

    [Fact]
    public void A_plugin_that_is_removed_is_gone_the_next_time()
    {
        var file = _stage.Stage("First");
        Assert.Single(_stage.Load().Loaded);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        Assert.Empty(_stage.Load().Loaded);
    }
}

namespace LvsPluggable.Plugins.Tests.Script;

public sealed class ScriptEnvironmentTests : IDisposable
{
    private const string Show =
        "env | sed -n 's/^OCF_RESKEY_script_test_\\(.*\\)=\\(.*\\)/\\1-\\2/p; s/^OCF_RESKEY_CRM_meta_script_test=/meta-/p; s/^OTEL_.*=/otel-/p' | sort";

    private static readonly Dictionary<string, string> Started = new(StringComparer.Ordinal)
    {
        ["OCF_RESKEY_script_test_password"] = "geheim",
        ["OCF_RESKEY_script_test_vip"] = "before",
        ["OCF_RESKEY_CRM_meta_script_test"] = "kept",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=geheim",
    };

    public ScriptEnvironmentTests()
    {
        foreach (var (name, value) in Started)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach (var name in Started.Keys)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public async Task Scripts_see_the_parameters_as_they_are_now_and_none_that_is_secret()
    {
        using var script = new ScriptFile(Show);

        var servers = await new ScriptStage((ScriptStage.List, script.Path), ("script_test_vip", "now")).ListAsync();

        Assert.Equal(["meta-kept", "vip-now"], servers.Select(server => server.Host));
    }

    [Fact]
    public async Task The_rest_of_the_environment_stays()
    {
        using var script = new ScriptFile("[ \"$PATH\" = '" + Environment.GetEnvironmentVariable("PATH") + "' ] && echo t");

        Assert.Equal(HealthStatus.Healthy, (await new ScriptStage((ScriptStage.Check, script.Path)).CheckAsync()).Status);
    }
}

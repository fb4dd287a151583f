using LvsPluggable.Plugins.Script;

namespace LvsPluggable.Plugins.Tests.Script;

/// <summary>The plugin, set up for one list script or check script, and what it logged.</summary>
internal sealed class ScriptStage
{
    public const string List = "realserver_get_real_servers_script";
    public const string Check = "realserver_check_active_real_server_script";

    private readonly RecordingBuilder _builder;

    public ScriptStage(params (string Name, string Text)[] texts)
    {
        _builder = new RecordingBuilder(texts.ToDictionary(text => text.Name, text => text.Text, StringComparer.Ordinal))
        {
            Logging = Log,
        };
        new ScriptPlugin().Configure(_builder);
    }

    public RecordingLog Log { get; } = new();

    public IReadOnlyDictionary<string, CallDefaults> Defaults => _builder.Defaults;

    public IRealServerSource CreateSource() => _builder.Sources["script"]();

    public IHealthCheck CreateCheck(string host = "node7") => _builder.Checks["script"](new RealServer { Host = host });

    public async Task<IReadOnlyList<RealServer>> ListAsync()
    {
        await using var source = CreateSource();
        return await source.GetRealServersAsync(CancellationToken.None);
    }

    public async Task<HealthResult> CheckAsync(string host = "node7")
    {
        await using var check = CreateCheck(host);
        return await check.CheckAsync(CancellationToken.None);
    }
}

using System.Net.Sockets;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>What the scenarios share: a clean laboratory, a folder of their own, and agents that are stopped at the end.</summary>
[Collection(LaboratoryCollection.Name)]
public abstract class Scenario : IAsyncLifetime
{
    /// <summary>The parameters that say how often the program looks; every scenario uses this interval.</summary>
    internal const string Interval = "1s";

    /// <summary>
    /// Within two intervals the table says what plugins say, and a machine that is held up takes as long again. It is less than the
    /// default of sync_interval, so that it shows that the interval of the scenario is the one that counts.
    /// </summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromSeconds(4.5);

    /// <summary>Long enough for whatever is not measured, where what takes 5 s on a quiet machine takes half a minute at times.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Agent> _agents = [];

    private protected Scenario(Laboratory laboratory)
    {
        Lab = laboratory;
    }

    /// <summary>The service that <see cref="NewAgent"/> balances, as ipvsadm names it.</summary>
    internal static string Service => $"-t {Laboratory.Vip}:{Laboratory.Port}";

    private protected Laboratory Lab { get; }

    /// <summary>A folder for this test alone.</summary>
    private protected string Folder { get; } = Directory.CreateTempSubdirectory("lvsdr-test.").FullName;

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("LVSDR_LAB") is not null)
        {
            await Lab.RestoreAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var agent in _agents)
        {
            await agent.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A table with one service and these destinations: number of the real server and weight.</summary>
    internal static string Table(params (int Server, int Weight)[] destinations) => TableOf(Laboratory.Vip, "rr", destinations);

    /// <inheritdoc cref="Table"/>
    internal static string TableOf(string vip, string scheduler, params (int Server, int Weight)[] destinations)
    {
        var service = $"-t {vip}:{Laboratory.Port}";
        return Ipvsadm.Sorted(destinations
            .Select(server => $"-a {service} -r {Laboratory.Address(server.Server)}:{Laboratory.Port} -g -w {server.Weight}")
            .Prepend($"-A {service} -s {scheduler}"));
    }

    /// <summary>A table with one service and these destinations, as ipvsadm adds them.</summary>
    internal static string Lines(params string[] servers) => Ipvsadm.Sorted(
        servers.Select(server => $"-a {Service} -r {server}").Prepend($"-A {Service} -s rr"));

    /// <summary>Waits until the table is this; no longer than <see cref="Soon"/> unless told.</summary>
    internal static Task TableBecomesAsync(string expected, TimeSpan? within = null) =>
        Eventually.EqualAsync(expected, Ipvsadm.SaveAsync, "the table should have become this.", within ?? Soon);

    /// <summary>Looks at the table once.</summary>
    internal static async Task TableIsAsync(string expected) => Assert.Equal(expected, await Ipvsadm.SaveAsync());

    /// <summary>Waits until the recurring monitor reports this, with a reason that contains this.</summary>
    private protected static async Task MonitorBecomesAsync(Agent agent, int exitCode, string reason = "", TimeSpan? within = null)
    {
        await Eventually.MeetsAsync(
            result => result.ExitCode == exitCode && result.Reason.Contains(reason, StringComparison.OrdinalIgnoreCase),
            agent.MonitorAsync,
            $"monitor should have reported {exitCode} with a reason that contains \"{reason}\".",
            within ?? Patience);
    }

    /// <summary>Who answers the client; "reset" when that is what becomes of it. Throws when it is refused.</summary>
    private protected static async Task<string> AnswerUnlessResetAsync()
    {
        try
        {
            return (await Laboratory.ConnectAsync(times: 1))[0];
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return "reset";
        }
    }

    // It is stopped when the test is over.
    private Agent Keep(Agent agent)
    {
        _agents.Add(agent);
        return agent;
    }

    /// <summary>An instance for <see cref="Laboratory.Vip"/> that looks every interval; its sources are the test's to add.</summary>
    private protected Agent NewAgent(string instance = "db", string? vip = null, string? node = null)
    {
        Laboratory.SkipOutside();
        var agent = Keep(new Agent(instance, Folder) { Namespace = node });
        agent.Parameters["vip"] = vip ?? Laboratory.Vip;
        agent.Parameters["port"] = $"{Laboratory.Port}";
        foreach (var name in new[] { "source_interval", "check_interval", "sync_interval" })
        {
            agent.Parameters[name] = Interval;
        }

        return agent;
    }

    /// <summary>Starts one with these real servers, as <c>weight_of_realservers</c> takes them, and other parameters.</summary>
    private protected async Task<Agent> StartListAsync(string servers, params (string Name, string Value)[] others)
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = servers;
        foreach (var (name, value) in others)
        {
            agent.Parameters[name] = value;
        }

        (await agent.StartAsync()).Expect(OcfCode.Success);
        return agent;
    }

    /// <summary>An instance with the parameters that a page of the documentation creates the resource lvsdr with, and no others.</summary>
    private protected Agent NewDocumentedAgent(string page, string instance = "db", string? node = null)
    {
        Laboratory.SkipOutside();
        var agent = Keep(new Agent(instance, Folder) { Namespace = node });
        foreach (var (name, value) in DocumentedResource.Parameters(page, "lvsdr"))
        {
            agent.Parameters[name] = value;
        }

        return agent;
    }

    /// <summary>The started agent of an instance whose real servers are these words of <c>weight_of_realservers</c>.</summary>
    private protected async Task<Agent> StartStaticAsync(string weights)
    {
        var agent = NewAgent();
        agent.Parameters["weight_of_realservers"] = weights;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        return agent;
    }

    /// <summary>The started agent of an instance whose list comes from a script, and the script.</summary>
    private protected async Task<(Agent Agent, TestScript List)> StartListedAsync(params int[] servers)
    {
        var agent = NewAgent();
        var list = new TestScript(Folder, "list", "");
        list.List(servers);
        agent.Parameters["realserver_get_real_servers_script"] = list.File;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        return (agent, list);
    }

    /// <summary>
    /// The started agent of an instance with real servers 1, 2 and 3, which a check script vouches for, and the script.
    /// </summary>
    private protected async Task<(Agent Agent, TestScript Check)> StartCheckedAsync()
    {
        var agent = NewAgent();
        var check = new TestScript(Folder, "check", "echo t");
        agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)} {Laboratory.Address(3)}";
        agent.Parameters["realserver_check_active_real_server_script"] = check.File;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        return (agent, check);
    }
}

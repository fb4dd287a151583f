using System.Diagnostics;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Tests.Support;
using LvsPluggable.Host.Threads;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class ServerMemoryTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("lvsdr-memory-").FullName, "made-when-needed");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task A_list_outlives_the_host_with_names_weights_labels_and_what_is_leaving()
    {
        var labels = new Dictionary<string, string> { ["sync_state"] = "async" };
        RememberedServer[] servers =
        [
            new() { Candidate = Make.Candidate(1, weight: 7) with { Hosts = ["node1", "alias"], Labels = labels } },
            new() { Candidate = new Candidate { EndPoint = new System.Net.IPEndPoint(Make.EndPoint(4).Address, 0), Hosts = ["marked"] } },
            new() { Candidate = Make.Candidate(3) with { ForwardMethod = ForwardMethod.Nat, UpperThreshold = 9, LowerThreshold = 8 } },
            new() { Candidate = Make.Candidate(2), LeavingSince = TimeSpan.FromSeconds(1234) },
        ];
        Remember(servers);

        var recalled = await RecallAsync();

        Assert.Equal(4, recalled.Count);
        Assert.All(servers.Zip(recalled), pair => Assert.True(pair.First.IsSameAs(pair.Second)));
    }

    [Fact]
    public async Task A_list_that_came_from_other_parameters_is_of_no_use()
    {
        Remember([new() { Candidate = Make.Candidate(1) }]);

        Assert.Empty(await RecallAsync(listedBy: "another source"));
        Assert.Single(await RecallAsync());
    }

    [Fact]
    public async Task Nothing_is_remembered_of_a_service_that_was_never_seen() => Assert.Empty(await RecallAsync());

    [Fact]
    public async Task An_empty_list_leaves_no_file_and_no_folder_is_made_for_it()
    {
        Remember([]);
        Assert.False(Directory.Exists(_folder));

        Remember([new() { Candidate = Make.Candidate(1) }]);
        Remember([]);

        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Empty(await RecallAsync());
    }

    [Fact]
    public async Task A_host_recalls_what_it_kept_itself()
    {
        using var memory = new ServerMemory(_folder, "db", HostTime.Instance, NullLogger.Instance);
        Assert.Empty(await memory.RecallAsync(Service(), CancellationToken.None));

        memory.Remember(Service(), [new() { Candidate = Make.Candidate(1) }]);
        await Eventually.HoldsAsync(async () => (await memory.RecallAsync(Service(), CancellationToken.None)).Count == 1, "it is kept");

        memory.Remember(Service(), []);
        await Eventually.HoldsAsync(async () => (await memory.RecallAsync(Service(), CancellationToken.None)).Count == 0, "it is forgotten");
        memory.Remember(Service(), [new() { Candidate = Make.Candidate(2) }]);
        await Eventually.HoldsAsync(async () => (await memory.RecallAsync(Service(), CancellationToken.None)).Count == 1, "another is kept");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("{\"version\":1,\"listed_by\":\"parameters\",\"boot\":\"x\",\"servers\":[{\"address\":\"nonsense\",\"port\":1,\"hosts\":[\"a\"]}]}")]
    [InlineData("{\"version\":1,\"listed_by\":\"parameters\",\"boot\":\"x\",\"servers\":[{\"address\":\"10.0.0.1\",\"port\":-1,\"hosts\":[\"a\"]}]}")]
    public async Task A_file_that_makes_no_sense_is_no_list(string text)
    {
        Remember([new() { Candidate = Make.Candidate(1) }]);
        File.WriteAllText(Assert.Single(Directory.GetFiles(_folder)), text);

        Assert.Empty(await RecallAsync());
    }

    [Fact]
    public async Task Of_an_earlier_boot_it_is_known_that_a_server_was_leaving_and_not_for_how_long()
    {
        Remember([new() { Candidate = Make.Candidate(1), LeavingSince = TimeSpan.Zero }]);
        var file = Assert.Single(Directory.GetFiles(_folder));
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        File.WriteAllText(file, File.ReadAllText(file).Replace(boot, "another", StringComparison.Ordinal));

        Assert.True(Assert.Single(await RecallAsync()).LeavingSince > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_harms_nobody()
    {
        using var memory = new ServerMemory("/proc/nowhere", "db", HostTime.Instance, NullLogger.Instance);

        memory.Remember(Service(), [new() { Candidate = Make.Candidate(1) }]);

        Assert.Empty(await memory.RecallAsync(Service(), CancellationToken.None));
    }

    [Fact]
    public async Task A_disk_that_hangs_keeps_nobody_waiting_for_long()
    {
        Remember([new() { Candidate = Make.Candidate(1) }]);
        var file = Assert.Single(Directory.GetFiles(_folder));
        File.Delete(file);
        using (var fifo = Process.Start("mkfifo", file))
        {
            await fifo.WaitForExitAsync();
        }

        Assert.Empty(await RecallAsync().WaitAsync(TimeSpan.FromSeconds(10)));

        // Lets the reader, which has it open, come to an end.
        await using var ended = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    // Disposing writes what is left.
    private void Remember(RememberedServer[] servers)
    {
        using var memory = new ServerMemory(_folder, "db", HostTime.Instance, NullLogger.Instance);
        memory.Remember(Service(), servers);
    }

    private async Task<IReadOnlyList<RememberedServer>> RecallAsync(string listedBy = "parameters")
    {
        using var memory = new ServerMemory(_folder, "db", HostTime.Instance, NullLogger.Instance);
        return await memory.RecallAsync(Service(listedBy), CancellationToken.None);
    }

    private static ServiceDefinition Service(string listedBy = "parameters") => new()
    {
        Services = [Make.Service],
        Sources = [],
        Checks = [],
        Discovery = new DiscoverySettings { Reach = new ReachRules { Port = 5432 } },
        ListedBy = new Lazy<string>(listedBy),
    };
}

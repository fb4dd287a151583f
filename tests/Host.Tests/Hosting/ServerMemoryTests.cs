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
    public void A_list_outlives_the_host_with_names_weights_labels_and_what_is_leaving()
    {
        var labels = new Dictionary<string, string> { ["sync_state"] = "async" };
        RememberedServer[] servers =
        [
            new() { Candidate = Make.Candidate(1, weight: 7) with { Hosts = ["node1", "alias"], Labels = labels } },
            new() { Candidate = Make.Candidate(2), LeavingSince = TimeSpan.FromSeconds(1234) },
        ];
        Remember(servers);

        var recalled = Recall();

        Assert.Equal(2, recalled.Count);
        Assert.All(servers.Zip(recalled), pair => Assert.True(pair.First.IsSameAs(pair.Second)));
    }

    [Fact]
    public void A_list_that_came_from_other_parameters_is_of_no_use()
    {
        Remember([new() { Candidate = Make.Candidate(1) }]);

        Assert.Empty(Recall(listedBy: "another source"));
        Assert.Single(Recall());
    }

    [Fact]
    public void Nothing_is_remembered_of_a_service_that_was_never_seen() => Assert.Empty(Recall());

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("{\"version\":1,\"listed_by\":\"parameters\",\"boot\":\"x\",\"servers\":[{\"address\":\"nonsense\",\"port\":1,\"hosts\":[\"a\"]}]}")]
    [InlineData("{\"version\":1,\"listed_by\":\"parameters\",\"boot\":\"x\",\"servers\":[{\"address\":\"10.0.0.1\",\"port\":0,\"hosts\":[\"a\"]}]}")]
    public void A_file_that_makes_no_sense_is_no_list(string text)
    {
        Remember([new() { Candidate = Make.Candidate(1) }]);
        File.WriteAllText(Assert.Single(Directory.GetFiles(_folder)), text);

        Assert.Empty(Recall());
    }

    [Fact]
    public void Of_an_earlier_boot_it_is_known_that_a_server_was_leaving_and_not_for_how_long()
    {
        Remember([new() { Candidate = Make.Candidate(1), LeavingSince = TimeSpan.Zero }]);
        var file = Assert.Single(Directory.GetFiles(_folder));
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        File.WriteAllText(file, File.ReadAllText(file).Replace(boot, "another", StringComparison.Ordinal));

        Assert.True(Assert.Single(Recall()).LeavingSince > TimeSpan.Zero);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_harms_nobody()
    {
        using var memory = new ServerMemory("/proc/nowhere", "db", HostTime.Instance, NullLogger.Instance);

        memory.Remember(Service(), [new() { Candidate = Make.Candidate(1) }]);

        Assert.Empty(memory.Recall(Service()));
    }

    // Disposing writes what is left.
    private void Remember(RememberedServer[] servers)
    {
        using var memory = new ServerMemory(_folder, "db", HostTime.Instance, NullLogger.Instance);
        memory.Remember(Service(), servers);
    }

    private IReadOnlyList<RememberedServer> Recall(string listedBy = "parameters")
    {
        using var memory = new ServerMemory(_folder, "db", HostTime.Instance, NullLogger.Instance);
        return memory.Recall(Service(listedBy));
    }

    private static ServiceDefinition Service(string listedBy = "parameters") => new()
    {
        Service = Make.Service,
        Sources = [],
        Checks = [],
        Discovery = new DiscoverySettings { Port = 5432 },
        ListedBy = listedBy,
    };
}

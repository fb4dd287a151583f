using DotNet.Testcontainers.Configurations;

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>A cluster of each version that is asked for, made once.</summary>
public sealed class Clusters : IAsyncLifetime
{
    private static readonly Lazy<bool> HasEngine = new(() => TestcontainersSettings.OS.DockerEndpointAuthConfig is not null);

    private readonly Dictionary<int, Task<ReplicationCluster>> _clusters = [];

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>The cluster of a version; skips the test where there can be none.</summary>
    internal Task<ReplicationCluster> OfAsync(int major)
    {
        Skip.IfNot(
            HasEngine.Value, "There is no container engine; ./test.sh postgres and tests/lab/containers make one where there is no Docker.");
        var reason = Majors.ReasonWithout(major);
        Skip.IfNot(reason is null, reason);
        if (!_clusters.TryGetValue(major, out var cluster))
        {
            // One that could not be made is not tried again by each test.
            _clusters.Add(major, cluster = ReplicationCluster.StartAsync(major));
        }

        return cluster;
    }

    public async Task DisposeAsync()
    {
        foreach (var cluster in _clusters.Values.Where(cluster => cluster.IsCompletedSuccessfully))
        {
            await (await cluster).DisposeAsync();
        }
    }
}

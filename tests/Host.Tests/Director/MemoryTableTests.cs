using LvsPluggable.Host.Director;
using LvsPluggable.Host.Ipvs;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Director;

public sealed class MemoryTableTests
{
    private const int Services = 50_000;
    private const int Threads = 4;

    [Fact]
    public async Task Virtual_services_may_be_changed_side_by_side()
    {
        var table = new MemoryTable();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            async () =>
            {
                for (var mark = thread + 1; mark <= Services; mark += Threads)
                {
                    var service = Make.Service with { Key = ServiceKey.ForFirewallMark((uint)mark, Make.Service.Key.AddressFamily) };
                    await table.AddServiceAsync(service, CancellationToken.None);
                    await table.AddDestinationAsync(service.Key, Make.Destination(1), CancellationToken.None);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        var services = await table.GetServicesAsync(CancellationToken.None);
        Assert.Equal(Services, services.Count);
        foreach (var service in services)
        {
            Assert.Single(await table.GetDestinationsAsync(service.Key, CancellationToken.None));
        }
    }
}

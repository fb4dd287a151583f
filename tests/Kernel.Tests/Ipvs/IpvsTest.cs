using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Kernel.Tests.Ipvs;

/// <summary>A test with a client of the real kernel and an empty table.</summary>
[Collection(KernelCollection.Name)]
public abstract class IpvsTest : IDisposable
{
    private readonly IpvsClient _client = IpvsClient.Create(TimeProvider.System, TimeSpan.FromSeconds(10));

    private protected static ServiceKey Web { get; } = ServiceKey.Parse("-t 10.0.0.1:80");

    public void Dispose()
    {
        _client.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static VirtualService Service(string key, string options = "-s rr") =>
        VirtualServiceOptions.Parse(options).For(ServiceKey.Parse(key));

    /// <summary>The client, once it is known that the test can run.</summary>
    private protected IpvsClient Open()
    {
        KernelRequirement.SkipUnlessIpvs();
        Ipvsadm.Clear();
        return _client;
    }
}

using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.RealServer;

public sealed class ReloadTests : RealServerTest
{
    [SkippableFact]
    public async Task A_changed_label_is_given_to_the_address_that_is_there()
    {
        await SetUpAsync();
        (await Node.DoAsync("reload-agent")).Expect(OcfCode.NotRunning);
        (await Node.DoAsync("start")).Expect(OcfCode.Success);

        foreach (var (action, label) in new[] { ("reload-agent", "lo:read"), ("reload", "lo:again") })
        {
            (await Node.DoAsync(action, label: label)).Expect(OcfCode.Success);
            Assert.Equal(Ipvsadm.Sorted(["127.0.0.1/8 lo", "::1/128", $"192.0.2.50/32 {label}"]), await Node.AddressesAsync());
        }

        (await Node.DoAsync("stop", label: "lo:again")).Expect(OcfCode.Success);
        Assert.Equal((0, 0), Node.ArpSettings);
    }

    [SkippableFact]
    public async Task Another_address_needs_a_restart_and_the_old_one_goes_on()
    {
        await SetUpAsync();
        (await Node.DoAsync("start")).Expect(OcfCode.Success);

        var reload = (await Node.DoAsync("reload-agent", "192.0.2.51")).Expect(OcfCode.Failed);

        Assert.Equal("vip cannot change from 192.0.2.50 to 192.0.2.51 without a restart", reload.Reason);
        (await Node.MonitorAsync()).Expect(OcfCode.Success);
    }
}

using System.Net.Sockets;

namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>The laboratory itself, with ipvsadm in the program's place: what it shows can be believed.</summary>
[Collection(LaboratoryCollection.Name)]
public sealed class LaboratoryTests(Laboratory laboratory)
{
    private static readonly string Service = $"-t {Laboratory.Vip}:{Laboratory.Port}";

    [SkippableFact]
    public async Task Connections_alternate_between_servers_and_live_and_die_with_theirs()
    {
        Laboratory.SkipOutside();
        await laboratory.RestoreAsync();
        await Ipvsadm.DoAsync($"-A {Service} -s rr");
        await Ipvsadm.DoAsync($"-a {Service} -r {Laboratory.Address(1)} -g");
        await Ipvsadm.DoAsync($"-a {Service} -r {Laboratory.Address(2)} -g");
        Assert.Equal(["rs1", "rs2"], (await Laboratory.ConnectAsync(times: 2)).Order(StringComparer.Ordinal));

        using var first = await Laboratory.HoldAsync();
        using var second = await Laboratory.HoldAsync();
        var (dying, living) = first.Server == "rs1" ? (first, second) : (second, first);
        Assert.Equal(1, await Ipvsadm.ActiveConnectionsAsync(Service, $"{Laboratory.Address(2)}:{Laboratory.Port}"));
        laboratory.KillServer(1);

        Assert.False(await dying.IsAliveAsync());
        Assert.True(await living.IsAliveAsync());
        await Ipvsadm.DoAsync($"-d {Service} -r {Laboratory.Address(2)}");
        await Assert.ThrowsAsync<SocketException>(() => Laboratory.ConnectAsync(times: 1));
        Assert.Equal(
            $"-A {Service} -s rr\n-a {Service} -r {Laboratory.Address(1)}:{Laboratory.Port} -g -w 1", await Ipvsadm.SaveAsync());
    }
}

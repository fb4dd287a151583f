using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Kernel.Tests.Ipvs;

public sealed class ServiceOracleTests : IpvsTest
{
    public static TheoryData<string, string> Services => new()
    {
        { "-t 10.0.0.1:80", "-s rr" },
        { "-t [fd00::1]:80", "-s rr" },
        { "-u 10.0.0.1:53", "-s wlc" },
        { "-u [fd00::1]:53", "-s wlc" },
        { "--sctp-service 10.0.0.1:80", "-s rr" },
        { "--sctp-service [fd00::1]:80", "-s rr" },
        { "-f 1", "-s rr" },
        { "-f 2147483647 -6", "-s rr" },
        { "-t 10.0.0.1:0", "-s rr -p 1" },
        { "-t 10.0.0.1:80", "-s rr -p" },
        { "-t 10.0.0.1:80", "-s rr -p 2678400 -M 255.255.0.0" },
        { "-t 10.0.0.1:80", "-s rr -p 60 -M 0.0.0.0" },
        { "-t 10.0.0.1:80", "-s rr -p 60 -M 255.255.255.255" },
        { "-t [fd00::1]:80", "-s rr -p 60 -M 64" },
        { "-t [fd00::1]:80", "-s rr -p 60 -M 1" },
        { "-f 3 -6", "-s rr -p 60 -M 48" },
        { "-t 10.0.0.1:80", "-s rr -M 255.255.255.0" },
        { "-u 10.0.0.1:5060", "-s rr -p 60 --pe sip" },
        { "-u 10.0.0.1:5060", "-s rr --pe sip" },
        { "-u 10.0.0.1:5060", "-s sh -p 60 -M 255.255.255.0 --pe sip -o -b sh-fallback,sh-port" },
        { "-t 10.0.0.1:80", "-s sh -b sh-port" },
        { "-t 10.0.0.1:80", "-s sh -b sh-fallback,sh-port" },
        { "-t 10.0.0.1:80", "-s mh -b mh-fallback" },
        { "-t 10.0.0.1:80", "-s mh -b mh-port,mh-fallback" },
        { "-t 10.0.0.1:80", "-s wrr -b flag-1,flag-2,flag-3" },
        { "-u 10.0.0.1:53", "-s rr -o" },
        { "-f 1", "-s rr -o" },
        { "-t 10.0.0.1:80", "-s wrr" },
        { "-t 10.0.0.1:80", "-s lc" },
        { "-t 10.0.0.1:80", "-s wlc" },
        { "-t 10.0.0.1:80", "-s lblc" },
        { "-t 10.0.0.1:80", "-s lblcr" },
        { "-t 10.0.0.1:80", "-s dh" },
        { "-t 10.0.0.1:80", "-s sh" },
        { "-t 10.0.0.1:80", "-s sed" },
        { "-t 10.0.0.1:80", "-s nq" },
        { "-t 10.0.0.1:80", "-s fo" },
        { "-t 10.0.0.1:80", "-s ovf" },
        { "-t 10.0.0.1:80", "-s mh" },
    };

    [SkippableTheory]
    [MemberData(nameof(Services))]
    public async Task What_the_client_adds_ipvsadm_prints(string key, string options)
    {
        var client = Open();
        var service = Service(key, options);
        await AddAsync(client, service);
        Assert.Equal([service.ToSaveLine()], Ipvsadm.Save());
    }

    [SkippableTheory]
    [MemberData(nameof(Services))]
    public async Task What_ipvsadm_adds_from_the_same_options_the_client_reads(string key, string options)
    {
        var client = Open();
        var service = Service(key, options);
        SkipWithoutScheduler(() => Ipvsadm.Run($"-A {key} {options}"));
        Assert.Equal([service], await client.GetServicesAsync(CancellationToken.None));
        Assert.Equal(service, await client.GetServiceAsync(service.Key, CancellationToken.None));
    }

    [SkippableTheory]
    [MemberData(nameof(Services))]
    public async Task What_the_client_adds_it_reads_and_deletes(string key, string options)
    {
        var client = Open();
        var service = Service(key, options);
        await AddAsync(client, service);
        Assert.Equal(service, await client.GetServiceAsync(service.Key, CancellationToken.None));
        await client.DeleteServiceAsync(service.Key, CancellationToken.None);
        Assert.Empty(Ipvsadm.Save());
    }

    [SkippableTheory]
    [MemberData(nameof(Services))]
    public async Task An_edit_sets_everything_and_leaves_nothing_over(string key, string options)
    {
        var client = Open();
        var service = Service(key, options);
        var full = Service(key, "-s sh -p 77 --pe sip -b flag-1,flag-2,flag-3");
        await AddAsync(client, full);
        await EditAsync(client, service);
        Assert.Equal([service.ToSaveLine()], Ipvsadm.Save());
        await client.EditServiceAsync(full, CancellationToken.None);
        Assert.Equal(full, await client.GetServiceAsync(service.Key, CancellationToken.None));
    }

    [SkippableFact]
    public async Task All_of_them_together_are_listed()
    {
        var client = Open();
        string[] keys = ["-t 10.0.0.1:80", "-t [fd00::1]:80", "-u 10.0.0.1:80", "--sctp-service 10.0.0.1:80", "-f 1", "-f 1 -6"];
        foreach (var key in keys)
        {
            await client.AddServiceAsync(Service(key), CancellationToken.None);
        }

        var listed = await client.GetServicesAsync(CancellationToken.None);
        Assert.Equal(keys.Order(StringComparer.Ordinal), listed.Select(service => $"{service.Key}").Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task A_list_of_many_services_spans_datagrams()
    {
        var client = Open();
        for (var port = 1; port <= 300; port++)
        {
            await client.AddServiceAsync(Service($"-t 10.0.0.1:{port}"), CancellationToken.None);
        }

        var listed = await client.GetServicesAsync(CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 300), listed.Select(service => service.Key.Port).Order());
    }

    private static Task AddAsync(IpvsClient client, VirtualService service) =>
        SkipWithoutSchedulerAsync(() => client.AddServiceAsync(service, CancellationToken.None));

    private static Task EditAsync(IpvsClient client, VirtualService service) =>
        SkipWithoutSchedulerAsync(() => client.EditServiceAsync(service, CancellationToken.None));

    private static async Task SkipWithoutSchedulerAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (IpvsException exception) when (exception.ErrnoName == "ENOENT")
        {
            Skip.If(true, exception.Message);
        }
    }

    private static void SkipWithoutScheduler(Action action)
    {
        try
        {
            action();
        }
        catch (InvalidOperationException exception)
            when (exception.Message.Contains("Scheduler or persistence engine not found", StringComparison.Ordinal))
        {
            Skip.If(true, exception.Message);
        }
    }
}

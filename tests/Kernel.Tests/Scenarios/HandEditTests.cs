using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

public sealed class HandEditTests(Laboratory laboratory) : Scenario(laboratory)
{
    public static TheoryData<string> Edits { get; } = new()
    {
        $"-e {Service} -r {Laboratory.Address(1)}:{Laboratory.Port} -g -w 42",
        $"-e {Service} -r {Laboratory.Address(1)}:{Laboratory.Port} -m -w 1",
        $"-d {Service} -r {Laboratory.Address(1)}:{Laboratory.Port}",
        $"-a {Service} -r {Laboratory.Address(4)}:{Laboratory.Port} -g -w 9",
        $"-E {Service} -s wlc",
        $"-E {Service} -s rr -p 77",
        $"-D {Service}",
        "-C",
    };

    [SkippableTheory]
    [MemberData(nameof(Edits))]
    public async Task An_edit_by_hand_is_put_right(string edit)
    {
        var agent = await StartStaticAsync($"{Laboratory.Address(1)},2 {Laboratory.Address(2)},3");

        // Stopped while it is looked at, or the host may have put the table right before that.
        await agent.SignalAsync("STOP");
        await Ipvsadm.DoAsync(edit);
        Assert.NotEqual(Table((1, 2), (2, 3)), await Ipvsadm.SaveAsync());
        await agent.SignalAsync("CONT");

        await TableBecomesAsync(Table((1, 2), (2, 3)));
    }

    [SkippableFact]
    public async Task Services_of_others_are_left_alone()
    {
        const string other = "-t 10.77.0.51:80";
        await Ipvsadm.DoAsync($"-A {other} -s lc");
        var agent = await StartStaticAsync(Laboratory.Address(1));
        await Ipvsadm.DoAsync($"-a {other} -r {Laboratory.Address(2)}:80 -g -w 5");
        var before = await Ipvsadm.SaveAsync(other);

        await Ipvsadm.DoAsync($"-D {Service}");
        await Eventually.EqualAsync(Table((1, 1)), () => Ipvsadm.SaveAsync(Service), "the service should have been put right.", Soon);
        Assert.Equal(before, await Ipvsadm.SaveAsync(other));

        (await agent.StopAsync()).Expect(OcfCode.Success);
        await TableIsAsync(before);
    }

    [SkippableFact]
    public async Task The_kernel_settings_of_a_director_are_made_and_kept()
    {
        string[] names = ["net.ipv4.ip_forward", "net.ipv4.vs.expire_nodest_conn", "net.ipv4.vs.expire_quiescent_template"];
        foreach (var name in names)
        {
            await SetAsync(name, "0");
        }

        await StartStaticAsync(Laboratory.Address(1));
        foreach (var name in names)
        {
            Assert.Equal("1", await ReadAsync(name));
        }

        foreach (var name in names)
        {
            await SetAsync(name, "0");
            await Eventually.EqualAsync("1", () => ReadAsync(name), $"{name} should have been put right.", Soon);
        }
    }

    [SkippableFact]
    public async Task Kernel_settings_are_left_alone_when_told_so()
    {
        var agent = NewAgent();
        await SetAsync("net.ipv4.vs.expire_nodest_conn", "0");
        agent.Parameters["weight_of_realservers"] = Laboratory.Address(1);
        agent.Parameters["manage_sysctls"] = "false";
        (await agent.StartAsync()).Expect(OcfCode.Success);

        await Ipvsadm.DoAsync("-C");
        await TableBecomesAsync(Table((1, 1)));

        Assert.Equal("0", await ReadAsync("net.ipv4.vs.expire_nodest_conn"));
    }

    private static string PathOf(string name) => "/proc/sys/" + name.Replace('.', '/');

    private static async Task<string> ReadAsync(string name) => (await File.ReadAllTextAsync(PathOf(name))).Trim();

    private static Task SetAsync(string name, string value) => File.WriteAllTextAsync(PathOf(name), value);
}

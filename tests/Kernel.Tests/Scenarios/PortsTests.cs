using System.Net;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>Virtual services of several ports, and of every port, with the same real servers.</summary>
public sealed class PortsTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const int OtherPort = 5433;

    [SkippableFact]
    public async Task Real_servers_join_and_leave_on_all_ports_together_and_a_port_that_stays_keeps_its_connections()
    {
        Laboratory.SkipOutside();
        EchoServer[] servers = [EchoServer.Start("rs1", OtherPort), EchoServer.Start("rs2", OtherPort)];
        try
        {
            var agent = NewAgent();
            agent.Parameters["port"] = $"{Laboratory.Port} {OtherPort}";
            agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
            agent.Parameters["tcp_check"] = "true";
            (await agent.StartAsync()).Expect(OcfCode.Success);
            await TableBecomesAsync(Tables([Laboratory.Port, OtherPort], 1, 2), Patience);
            using var first = await HoldAsync();
            using var second = await HoldAsync();
            Assert.Equal(["rs1", "rs2"], new[] { first.Server, second.Server }.Order(StringComparer.Ordinal));

            Lab.KillServer(1);
            await TableBecomesAsync(Tables([Laboratory.Port, OtherPort], 2), Patience);
            foreach (var held in new[] { first, second })
            {
                Assert.Equal(held.Server == "rs2", await held.IsAliveAsync());
            }

            agent.Parameters["port"] = $"{OtherPort}";
            (await agent.ReloadAsync()).Expect(OcfCode.Success);
            await TableBecomesAsync(Tables([OtherPort], 1, 2), Patience);
            Assert.True(await (first.Server == "rs2" ? first : second).IsAliveAsync());
            (await agent.StopAsync()).Expect(OcfCode.Success);
            await TableIsAsync("");
        }
        finally
        {
            Array.ForEach(servers, server => server.Kill());
        }
    }

    [SkippableFact]
    public async Task Every_port_is_one_service_that_keeps_a_client_on_one_server()
    {
        Laboratory.SkipOutside();
        EchoServer[] servers = [EchoServer.Start("rs1", OtherPort), EchoServer.Start("rs2", OtherPort)];
        try
        {
            var agent = NewAgent();
            agent.Parameters["port"] = "0";
            agent.Parameters["virtual_service_options"] = "-s rr -p 60";
            agent.Parameters["weight_of_realservers"] = $"{Laboratory.Address(1)} {Laboratory.Address(2)}";
            agent.Parameters["tcp_check"] = "true";
            agent.Parameters["check_port"] = $"{Laboratory.Port}";
            (await agent.StartAsync()).Expect(OcfCode.Success);
            await TableBecomesAsync(EveryPort(1, 2), Patience);

            var answers = await Laboratory.ConnectAsync(times: 2);
            using var other = await HoldAsync();
            Assert.Single(answers.Append(other.Server).Distinct());

            var (former, next) = answers[0] == "rs1" ? (1, 2) : (2, 1);
            Lab.KillServer(former);
            await TableBecomesAsync(EveryPort(next), Patience);
            await Eventually.EqualAsync($"rs{next}", AnswerUnlessResetAsync, "the other one should serve.", Patience);
            (await agent.StopAsync()).Expect(OcfCode.Success);
            await TableIsAsync("");
        }
        finally
        {
            Array.ForEach(servers, server => server.Kill());
        }
    }

    private static Task<HeldConnection> HoldAsync() =>
        HeldConnection.OpenAsync(Laboratory.Client, new IPEndPoint(IPAddress.Parse(Laboratory.Vip), OtherPort));

    private static string EveryPort(params int[] servers) => Ipvsadm.Sorted(servers
        .Select(server => $"-a -t {Laboratory.Vip}:0 -r {Laboratory.Address(server)}:0 -g -w 1")
        .Prepend($"-A -t {Laboratory.Vip}:0 -s rr -p 60"));

    private static string Tables(int[] ports, params int[] servers) => Ipvsadm.Sorted(ports.SelectMany(port => servers
        .Select(server => $"-a -t {Laboratory.Vip}:{port} -r {Laboratory.Address(server)}:{port} -g -w 1")
        .Prepend($"-A -t {Laboratory.Vip}:{port} -s rr")));
}

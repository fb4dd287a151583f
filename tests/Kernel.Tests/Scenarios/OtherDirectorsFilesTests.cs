using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LvsPluggable.Kernel.Tests.Lab;

namespace LvsPluggable.Kernel.Tests.Scenarios;

/// <summary>The original program with its file, and lvsdr with what was made of it: the kernel's table is the same, entry by entry.</summary>
public sealed class OtherDirectorsFilesTests(Laboratory laboratory) : Scenario(laboratory)
{
    private const string Samples = "/usr/share/doc/keepalived/samples/keepalived.conf.";

    private static readonly JsonDocumentOptions Comments = new() { CommentHandling = JsonCommentHandling.Skip };

    [SkippableFact]
    public async Task A_keepalived_conf_makes_the_table_that_keepalived_makes()
    {
        Laboratory.SkipOutside();
        var file = Path.Combine(Folder, "keepalived.conf");
        await File.WriteAllTextAsync(Path.Combine(Folder, "check"), "#!/bin/sh\n[ \"$1\" != 10.77.0.12 ]\n");
        File.SetUnixFileMode(Path.Combine(Folder, "check"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Path.Combine(Folder, "group.inc"), "virtual_server_group reads {\n10.77.0.50 5432\n10.77.0.51-52 5432\n10.77.0.54/31 5432\nfwmark 7\n}\n");
        await File.WriteAllTextAsync(file, $$"""
            global_defs {
                script_user root
            }
            $TCP= \
                TCP_CHECK { \
                    connect_timeout 3 \
                    retry 1 \
                    delay_before_retry 1 \
                }
            include *.inc
            virtual_server group reads {
                delay_loop 1
                lvs_sched wlc
                lvs_method DR
                protocol TCP
                persistence_timeout 50
                ~SEQ(N, 1, 3) real_server 10.77.0.1${N} 5432 { weight ${N} $TCP }
                @other real_server 10.77.0.13 5432 { $TCP }
            }
            virtual_server 10.77.0.56 80 {
                delay_loop 1
                lb_algo sh
                lb_kind NAT
                protocol TCP
                sh-port
                sh-fallback
                real_server 10.77.0.11 5432 {
                    uthreshold 100
                    lthreshold 50
                    $TCP
                }
                # Nobody listens there.
                real_server 10.77.0.12 9 {
                    weight 4
                    $TCP
                }
                real_server 10.77.0.13 80 {
                    lvs_method TUN
                    $TCP
                }
            }
            virtual_server 10.77.0.56 53 {
                delay_loop 1
                lb_algo rr
                lb_kind NAT
                protocol UDP
                ops
                real_server 10.77.0.11 54 {
                    MISC_CHECK { misc_path "{{Folder}}/check 10.77.0.11" }
                }
                real_server 10.77.0.12 54 {
                    MISC_CHECK { misc_path "{{Folder}}/check 10.77.0.12" }
                }
            }
            virtual_server 10.77.0.57 5432 {
                delay_loop 1
                lb_algo rr
                lb_kind DR
                protocol TCP
                persistence_timeout 60
                persistence_granularity 255.255.255.0
                sorry_server 10.77.0.14 5432
                real_server 10.77.0.11 5432 {
                    TCP_CHECK {
                        connect_port 9
                        retry 0
                    }
                }
            }
            """);

        var server = HttpServer.Start("rs3");
        try
        {
            await SameTableAsync(Keepalived(file), await ConvertedAsync("keepalived", file), TableOfKeepalived());
        }
        finally
        {
            server.Kill();
        }
    }

    [SkippableFact]
    public async Task An_ldirectord_cf_makes_the_table_that_ldirectord_makes()
    {
        Laboratory.SkipOutside();
        var file = Path.Combine(Folder, "ldirectord.cf");
        await File.WriteAllTextAsync(Path.Combine(Folder, "check"), "#!/bin/sh\n[ \"$1:$2 $3:$4\" != \"10.77.0.52:5432 10.77.0.12:5432\" ]\n");
        File.SetUnixFileMode(Path.Combine(Folder, "check"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(file, $"""
            checktimeout=3
            checkinterval=1
            fork=no
            virtual=10.77.0.50:80
            	real=10.77.0.11->10.77.0.13:80 gate 2
            	fallback=127.0.0.1:80 gate
            	service=http
            	request="alive"
            	receive="OK"
            	scheduler=wlc
            	persistent=300
            	netmask=255.255.255.0
            virtual=10.77.0.51:80
            	real=10.77.0.11:5432 masq 3 l:50 u:100
            	real=10.77.0.12:9 masq
            	checktype=connect
            	scheduler=rr
            virtual=10.77.0.52:5432
            	real=10.77.0.11:5432 ipip
            	real=10.77.0.12:5432 ipip
            	checktype=external
            	checkcommand={Folder}/check
            virtual=10.77.0.53:5432
            	real=10.77.0.11:9 gate
            	fallback=127.0.0.1:5432
            	checkport=9
            	checktype=connect
            	scheduler=rr
            virtual=9
            	real=10.77.0.11 gate
            	quiescent=yes
            	checktype=on
            	scheduler=lc
            """);
        var servers = new[] { HttpServer.Start("rs1"), HttpServer.Start("rs2") };
        servers[1].Alive = (200, "SORRY");
        try
        {
            await SameTableAsync(Run("ldirectord", "-d", file, "start"), await ConvertedAsync("ldirectord", file), Ipvsadm.Sorted(
            [
                "-A -t 10.77.0.50:80 -s wlc -p 300 -M 255.255.255.0",
                "-a -t 10.77.0.50:80 -r 10.77.0.11:80 -g -w 2",
                "-A -t 10.77.0.51:80 -s rr",
                "-a -t 10.77.0.51:80 -r 10.77.0.11:5432 -m -w 3",
                "-A -t 10.77.0.52:5432 -s wrr",
                "-a -t 10.77.0.52:5432 -r 10.77.0.11:5432 -i -w 1 --tun-type ipip",
                "-A -t 10.77.0.53:5432 -s rr",
                "-a -t 10.77.0.53:5432 -r 127.0.0.1:5432 -g -w 1",
                "-A -f 9 -s lc",
                "-a -f 9 -r 10.77.0.11:0 -g -w 1",
            ]));
        }
        finally
        {
            Array.ForEach(servers, server => server.Kill());
        }
    }

    [SkippableFact]
    public async Task A_saved_table_comes_back()
    {
        Laboratory.SkipOutside();
        await Ipvsadm.DoAsync("-A -t 10.77.0.50:80 -s mh -b mh-fallback,mh-port -p 60 -M 255.255.255.0");
        await Ipvsadm.DoAsync("-a -t 10.77.0.50:80 -r 10.77.0.11:8080 -m -w 65535");
        await Ipvsadm.DoAsync("-a -t 10.77.0.50:80 -r 10.77.0.12:80 -g -w 0");
        await Ipvsadm.DoAsync("-A -u 10.77.0.50:53 -s rr -o -p 30 --pe sip");
        await Ipvsadm.DoAsync("-a -u 10.77.0.50:53 -r 10.77.0.11:53 -i -w 2 --tun-type gue --tun-port 5555 --tun-csum");
        await Ipvsadm.DoAsync("-A -f 3 -s rr -6");
        await Ipvsadm.DoAsync("-a -f 3 -6 -r [fd00::1]:0 -m -w 1");
        var file = Path.Combine(Folder, "rules");
        var table = await Ipvsadm.SaveAsync();
        await File.WriteAllTextAsync(file, table);
        await Ipvsadm.DoAsync("-C");

        await RunConvertedAsync(await ConvertedAsync("ipvsadm", file), table);
    }

    // Their servers are nowhere: keepalived takes each for fit until it has looked, and lvsdr does not.
    [SkippableFact]
    public async Task Samples_of_keepalived_make_the_services_that_it_makes()
    {
        Laboratory.SkipOutside();
        // Those that have no virtual service in common; the other ones are as these are.
        var file = Path.Combine(Folder, "samples.conf");
        string[] samples =
            ["HTTP_GET.port", "IPv6", "SMTP_CHECK", "UDP_CHECK", "virtual_server_group", "virtualhost", "misc_check_arg", "vrrp.lvs_syncd"];
        await File.WriteAllLinesAsync(file, samples.Select(sample => $"include {Samples}{sample}"));
        var config = await ConvertedAsync("keepalived", file);
        // There is no such network interface here.
        var root = JsonNode.Parse(await File.ReadAllTextAsync(config), documentOptions: Comments)!.AsObject();
        root.Remove("host");
        await File.WriteAllTextAsync(config, root.ToJsonString());
        var agent = await StartConvertedAsync(config);
        await Eventually.EqualAsync(
            root["services"]!.AsObject().Count, async () => (await ServicesAsync()).Split('\n').Length, "all services should be there.", Patience);
        var services = await ServicesAsync();
        (await agent.StopAsync()).Expect(OcfCode.Success);

        await WhileRunsAsync(Keepalived(file), () => Eventually.EqualAsync(services, ServicesAsync, "keepalived should make the same services.", Patience));
        await Ipvsadm.DoAsync("-C");
    }

    [SkippableFact]
    public async Task The_sample_of_ldirectord_whose_servers_are_nowhere_makes_the_table_that_it_makes()
    {
        Laboratory.SkipOutside();
        const string file = "/usr/share/doc/ldirectord/examples/ldirectord.cf";
        var table = Ipvsadm.Sorted(["-A -t 192.168.6.240:80 -s rr", "-a -t 192.168.6.240:80 -r 127.0.0.1:80 -g -w 1"]);
        var config = await ConvertedAsync("ldirectord", file);

        await WhileRunsAsync(Run("ldirectord", "-d", file, "start"), () => TableBecomesAsync(table, Patience));
        await Ipvsadm.DoAsync("-C");
        await RunConvertedAsync(config, table);
    }

    private static string TableOfKeepalived() => Ipvsadm.Sorted(
    [
        .. new[] { "-t 10.77.0.50:5432", "-t 10.77.0.51:5432", "-t 10.77.0.52:5432", "-t 10.77.0.54:5432", "-t 10.77.0.55:5432", "-f 7" }.SelectMany(name =>
            Enumerable.Range(1, 3).Select(number => $"-a {name} -r 10.77.0.1{number}:{(name == "-f 7" ? 0 : 5432)} -g -w {number}").Prepend($"-A {name} -s wlc -p 50")),
        "-A -t 10.77.0.56:80 -s sh -b sh-fallback,sh-port",
        "-a -t 10.77.0.56:80 -r 10.77.0.11:5432 -m -w 1",
        "-a -t 10.77.0.56:80 -r 10.77.0.13:80 -i -w 1 --tun-type ipip",
        "-A -u 10.77.0.56:53 -s rr -o",
        "-a -u 10.77.0.56:53 -r 10.77.0.11:54 -m -w 1",
        "-A -t 10.77.0.57:5432 -s rr -p 60 -M 255.255.255.0",
        "-a -t 10.77.0.57:5432 -r 10.77.0.14:5432 -g -w 1",
    ]);

    private static ProcessStartInfo Run(string program, params string[] words) => new(program, words)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private ProcessStartInfo Keepalived(string file) => Run(
        "keepalived", "--dont-fork", "--check", "--log-console", "--use-file", file, "--config-id", "here", "--pid", Path.Combine(Folder, "keepalived.pid"), "--checkers_pid",
        Path.Combine(Folder, "checkers.pid"));

    private async Task<string> ConvertedAsync(string program, string file)
    {
        var agent = NewAgent("convert");
        string[] id = program == "keepalived" ? ["--config-id", "here"] : [];
        var result = await agent.CallAsync(["convert", program, file, .. id]);
        Assert.True(result.ExitCode is 0 or 3, result.Error);
        var config = Path.Combine(Folder, "lvsdr.json");
        await File.WriteAllTextAsync(config, result.Output);
        return config;
    }

    private async Task SameTableAsync(ProcessStartInfo original, string config, string expected)
    {
        var limits = "";
        await WhileRunsAsync(original, async () =>
        {
            await TableBecomesAsync(expected, Patience);
            limits = await LimitsAsync();
        });
        await Ipvsadm.DoAsync("-C");
        Assert.Equal(limits, await RunConvertedAsync(config, expected));
    }

    private static async Task WhileRunsAsync(ProcessStartInfo original, Func<Task> look)
    {
        using var process = Process.Start(original)!;
        process.StandardInput.Close();
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await look();
        }
        finally
        {
            await Shell.RunAsync("kill", $"{process.Id}");
            await process.WaitForExitAsync().WaitAsync(Patience);
            await said.WaitAsync(Patience);
        }
    }

    // Returns the limits of connections, which ipvsadm-save does not print.
    private async Task<string> RunConvertedAsync(string config, string expected)
    {
        var agent = await StartConvertedAsync(config);
        await TableBecomesAsync(expected, Patience);
        var limits = await LimitsAsync();
        (await agent.StopAsync()).Expect(OcfCode.Success);
        return limits;
    }

    private async Task<Agent> StartConvertedAsync(string config)
    {
        var agent = NewAgent("converted");
        agent.Parameters.Clear();
        agent.Parameters["config"] = config;
        (await agent.StartAsync()).Expect(OcfCode.Success);
        return agent;
    }

    private static async Task<string> ServicesAsync() =>
        string.Join('\n', (await Ipvsadm.SaveAsync()).Split('\n').Where(line => line.StartsWith("-A ", StringComparison.Ordinal)));

    private static async Task<string> LimitsAsync() =>
        Ipvsadm.Sorted((await Shell.RunAsync("ipvsadm", "-Ln", "--thresholds")).Expect(0).Output.Split('\n'));
}

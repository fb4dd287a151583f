using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class ConvertFileTests : IDisposable
{
    private const string Cf = "checkinterval=1\nvirtual=192.0.2.50:80\n\treal=192.0.2.11:80 gate\n\treal=192.0.2.12:80 gate\n\tscheduler=rr\n\tchecktype=on\n";

    private static readonly string Plugins = Path.Combine(AppContext.BaseDirectory, "plugins");

    private readonly HostProgram _host = new() { Environment = { ["OCF_RESKEY_plugin_path"] = Plugins } };

    public void Dispose() => _host.Dispose();

    [Fact]
    public void What_is_printed_is_a_file_without_mistakes_that_says_how_a_cluster_runs_it()
    {
        var (code, output, errors) = _host.Do("convert", "ldirectord", Saved("cf", Cf));

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("// Made by lvsdr convert ldirectord ", output, StringComparison.Ordinal);
        Assert.Contains("\n//     pcs -f lvsdr.cib constraint order start lvsdr then start vip-192.0.2.50\n", output, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            {
              "$schema": "file:///usr/share/lvsdr/lvsdr.schema.json",
              "services": {
                "192.0.2.50-80": {
                  "vip": "192.0.2.50",
                  "port": 80,
                  "protocol": "tcp",
                  "virtual_service_options": "-s rr",
                  "forward_method": "dr",
                  "weight_of_realservers": "192.0.2.11,1 192.0.2.12,1",
                  "check_interval": "1s",
                  "check_timeout": "5s",
                  "rise": 1,
                  "fall": 1
                }
              }
            }

            """,
            output,
            StringComparison.Ordinal);
        var file = Saved("lvsdr.json", output);
        Assert.Equal((0, $"{file}: 1 virtual service, no mistakes.\n", ""), _host.Do("check-config", file, $"plugin_path={Plugins}"));
    }

    [Fact]
    public void What_is_left_out_is_said_and_the_rest_is_printed_all_the_same()
    {
        _host.Input = $"autoreload=yes\n{Cf}";
        var (code, output, errors) = _host.Do("convert", "ldirectord", "-");

        const string said = "-:1: \"autoreload yes\" is left out: \"lvsdr reload\" reads the file anew, and pcs resource update changes parameters.";
        Assert.Equal((3, $"{said}\n"), (code, errors));
        Assert.Contains($"\n// {said}\n", output, StringComparison.Ordinal);
        Assert.Contains("\"192.0.2.50-80\": {", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_not_be_accepted_is_refused_with_the_line_that_it_came_from()
    {
        var file = Saved("cf", Cf + "virtual=192.0.2.51:80\n\treal=192.0.2.11:80 gate\n\tscheduler=frob\n\tchecktype=on\n");
        var (code, output, errors) = _host.Do("convert", "ldirectord", file);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"{file}:7: 192.0.2.51-80: virtual_service_options", errors, StringComparison.Ordinal);
        Assert.DoesNotContain($"{file}:2", errors, StringComparison.Ordinal);
        Assert.EndsWith("So nothing is printed: what was made of it would not be accepted.\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_and_one_without_services_are_refused()
    {
        var missing = Path.Combine(_host.Run, "missing");
        var (code, output, errors) = _host.Do("convert", "keepalived", missing);
        Assert.Equal((5, ""), (code, output));
        Assert.StartsWith($"{missing} cannot be read: ", errors, StringComparison.Ordinal);

        Assert.Equal((1, ""), (_host.Do("convert", "ipvsadm", Saved("empty", "")) is var (none, nothing, _) ? (none, nothing) : default));
        var addresses = Saved("vrrp", "vrrp_instance a {\ninterface eth0\nvirtual_ipaddress {\n192.0.2.50/24\n}\n}\n");
        Assert.Equal(1, _host.Do("convert", "keepalived", addresses).Code);
        Assert.Contains("resource create vip-192.0.2.50 ", _host.Do("convert", "keepalived", addresses, "--as", "pcs").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_converted_and_told_once_that_it_has_no_checks()
    {
        _host.Input = "-A -t 192.0.2.50:80 -s rr\n-a -t 192.0.2.50:80 -r 192.0.2.11:80 -g -w 1\n-A -t 192.0.2.51:80 -s rr\n-a -t 192.0.2.51:80 -r 192.0.2.11:80 -g -w 1\n";
        var (code, output, errors) = _host.Do("convert", "ipvsadm", "-");

        Assert.Equal(0, code);
        Assert.Equal(
            "The kernel's table says nothing about checks, so there are none: add tcp_check=true or another one (docs/checks.md), or every real server counts as fit.\n",
            errors);
        Assert.Contains("\"pool\": \"192.0.2.50-80\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_included_from_beside_the_file_by_pattern_and_config_id()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_host.Run, "conf.d")).FullName;
        File.WriteAllText(Path.Combine(folder, "b.conf"), "virtual_server 192.0.2.51 80 {\nprotocol TCP\nreal_server 192.0.2.11 80 {\n}\n}\n");
        File.WriteAllText(Path.Combine(folder, "a1.conf"), "virtual_server 192.0.2.50 80 {\nprotocol TCP\n@here real_server 192.0.2.11 80 {\n@there real_server 192.0.2.12 80 {\n}\n}\n");
        File.WriteAllText(Path.Combine(folder, "not"), "}\n");
        var (code, output, errors) = _host.Do("convert", "keepalived", Saved("k.conf", "include conf.d/[a-b]*.conf\n"), "--config-id", "there", "--as", "crm");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("primitive lvsdr-192.0.2.50-80 ocf:lvs:lvsdr ", output, StringComparison.Ordinal);
        Assert.Contains("weight_of_realservers=\"192.0.2.12,1\"", output, StringComparison.Ordinal);
        Assert.True(output.IndexOf("192.0.2.50", StringComparison.Ordinal) < output.IndexOf("192.0.2.51", StringComparison.Ordinal));
    }

    private string Saved(string name, string text)
    {
        var file = Path.Combine(_host.Run, name);
        File.WriteAllText(file, text);
        return file;
    }
}

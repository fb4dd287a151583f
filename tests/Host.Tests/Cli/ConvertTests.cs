using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class ConvertTests : IDisposable
{
    private const string Two = """
        <cib><configuration><resources>
          <primitive id="reads" class="ocf" provider="lvs" type="lvsdr">
            <instance_attributes id="r">
              <nvpair id="r1" name="vip" value="192.0.2.50"/><nvpair id="r2" name="port" value="5432"/>
              <nvpair id="r3" name="weight_of_realservers" value="10.0.0.1 10.0.0.2"/><nvpair id="r4" name="sync_interval" value="2s"/>
            </instance_attributes>
          </primitive>
          <primitive id="reports" class="ocf" provider="heartbeat" type="lvsdr">
            <instance_attributes id="s">
              <nvpair id="s1" name="vip" value="192.0.2.51"/><nvpair id="s2" name="port" value="5432"/>
              <nvpair id="s3" name="weight_of_realservers" value="10.0.0.1 10.0.0.2"/><nvpair id="s4" name="sync_interval" value="2s"/>
            </instance_attributes>
          </primitive>
        </resources></configuration></cib>
        """;

    private static readonly string Plugins = Path.Combine(AppContext.BaseDirectory, "plugins");

    private readonly HostProgram _host = new() { Environment = { ["OCF_RESKEY_plugin_path"] = Plugins } };

    public void Dispose() => _host.Dispose();

    [Fact]
    public void What_it_prints_is_a_file_without_mistakes_that_says_how_it_takes_the_place_of_the_resources()
    {
        var (code, output, errors) = _host.Do("convert", Saved("cib.xml", Two));

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            """
            // Made by lvsdr convert. Once it is /etc/lvsdr/lvsdr.json on every node, this replaces what it was made of:
            //
            //     pcs resource delete reads
            //     pcs resource delete reports
            //     pcs resource create lvsdr ocf:lvs:lvsdr config=/etc/lvsdr/lvsdr.json op monitor interval=10s
            //
            // In between there are no services. The new resource is to be given the group, clone and constraints that the old ones had.
            {
              "$schema": "file:///usr/share/lvsdr/lvsdr.schema.json",
              "host": {
                "sync_interval": "2s"
              },
              "pools": {
                "reads": {
                  "weight_of_realservers": "10.0.0.1 10.0.0.2"
                }
              },
              "services": {
                "reads": {
                  "vip": "192.0.2.50",
                  "port": 5432,
                  "pool": "reads"
                },
                "reports": {
                  "vip": "192.0.2.51",
                  "port": 5432,
                  "pool": "reads"
                }
              }
            }

            """,
            output);
        var file = Saved("lvsdr.json", output);
        Assert.Equal(
            (0, $"{file}: 2 virtual services, no mistakes.\n", ""), _host.Do("check-config", file, $"plugin_path={Plugins}"));
    }

    [Fact]
    public void Standard_input_and_cibadmin_say_the_same()
    {
        var ofFile = _host.Do("convert", Saved("cib.xml", Two)).Output;
        _host.Input = Two;
        Assert.Equal((0, ofFile, ""), _host.Do("convert", "-"));

        _host.Input = null;
        Cibadmin($"[ \"$*\" = --query ] && exec cat {Path.Combine(_host.Run, "cib.xml")}");
        Assert.Equal((0, ofFile, ""), _host.Do("convert"));
    }

    [Fact]
    public void What_stays_with_the_resource_or_is_left_out_is_named()
    {
        var (code, output, errors) = _host.Do("convert", Saved("cib.xml", """
            <cib><configuration><resources>
              <primitive id="reads" class="ocf" provider="heartbeat" type="lvsdr">
                <instance_attributes id="r">
                  <nvpair id="r1" name="vip" value="192.0.2.50"/><nvpair id="r2" name="port" value="5432"/><nvpair id="r3" name="weight_of_realservers" value="10.0.0.1"/>
                  <nvpair id="r4" name="heatbeat_file" value="/run/a b"/><nvpair id="r5" name="restart_limit" value="5"/>
                </instance_attributes>
                <instance_attributes id="night"><rule id="rule"/><nvpair id="n1" name="default_weight" value="2"/></instance_attributes>
              </primitive>
              <primitive id="many" class="ocf" provider="lvs" type="lvsdr">
                <instance_attributes id="m"><nvpair id="m1" name="config" value="/etc/many.json"/></instance_attributes>
              </primitive>
            </resources></configuration></cib>
            """));

        string[] said =
        [
            "many is left out: it has config=/etc/many.json already.",
            "night of reads is left out: it counts only under a rule, and a file has none.",
            "heatbeat_file of reads stays a parameter of the resource, so it is set on the new one.",
            "restart_limit of reads stays a parameter of the resource, so it is set on the new one.",
        ];
        Assert.Equal((0, string.Concat(said.Select(line => line + "\n"))), (code, errors));
        Assert.All(said, line => Assert.Contains($"\n// {line}\n", output, StringComparison.Ordinal));
        Assert.Contains(
            "    pcs resource create lvsdr ocf:heartbeat:lvsdr config=/etc/lvsdr/lvsdr.json 'heatbeat_file=/run/a b' restart_limit=5 op monitor",
            output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("default_weight", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_and_mistakes_are_said_next_to_what_is_printed()
    {
        var cib = Two
            .Replace("<nvpair id=\"s4\" name=\"sync_interval\" value=\"2s\"/>", "<nvpair id=\"s4\" name=\"rize\" value=\"3\"/>", StringComparison.Ordinal);

        var (code, output, errors) = _host.Do("convert", Saved("cib.xml", cib));

        Assert.Equal(1, code);
        var line = output[..output.IndexOf("\"rize\"", StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;
        Assert.Equal(
            "sync_interval is \"2s\" in reads and \"5s\" in reports; there is one for all, and here it is \"2s\".\n"
                + $"In line {line}: rize is not a parameter of lvsdr or of any loaded plugin; did you mean rise?\n",
            errors);
    }

    [Fact]
    public void What_cannot_be_read_is_said_in_one_sentence()
    {
        var missing = Path.Combine(_host.Run, "missing.xml");
        Assert.Equal((5, "", $"{missing} cannot be read: Could not find file '{missing}'.\n"), _host.Do("convert", missing));

        var empty = Saved("empty.xml", "<cib/>");
        Assert.Equal((1, "", $"{empty} has no resource ocf:lvs:lvsdr or ocf:heartbeat:lvsdr that could be converted.\n"), _host.Do("convert", empty));

        var broken = Saved("broken.xml", "<cib>");
        var (code, output, errors) = _host.Do("convert", broken);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"{broken} should be XML as cibadmin --query prints it: ", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);

        var huge = Saved("huge.xml", $"<cib>{new string(' ', 16 * 1024 * 1024)}</cib>");
        Assert.Equal((1, "", $"{huge} cannot be read: it is larger than 16 MiB.\n"), _host.Do("convert", huge));
    }

    [Fact]
    public void A_cluster_that_does_not_answer_is_said_in_one_sentence()
    {
        Cibadmin("echo 'Could not connect' >&2; exit 102");
        Assert.Equal((1, "", "The CIB cannot be read: cibadmin --query ended with exit status 102: Could not connect.\n"), _host.Do("convert"));

        Cibadmin("echo nonsense");
        Assert.StartsWith("The CIB should be XML as cibadmin --query prints it: ", _host.Do("convert").Errors, StringComparison.Ordinal);

        _host.Environment["PATH"] = _host.Run;
        Assert.Equal(
            (5, "", "The CIB cannot be read: cibadmin was not found in PATH; on a node of the cluster it is there.\n"), _host.Do("convert"));
    }

    private string Saved(string name, string text)
    {
        var file = Path.Combine(_host.Run, name);
        File.WriteAllText(file, text);
        return file;
    }

    private void Cibadmin(string script)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_host.Run, "bin")).FullName;
        var program = Path.Combine(folder, "cibadmin");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _host.Environment["PATH"] = $"{folder}:/usr/bin:/bin";
    }
}

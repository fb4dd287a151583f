using System.Runtime.Versioning;

namespace LvsPluggable.Host.Tests.Cli;

/// <summary>The configurations that Debian's packages keepalived and ldirectord install as samples, which nobody here wrote.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConvertSamplesTests : IDisposable
{
    private const string OfKeepalived = "/usr/share/doc/keepalived/samples";
    private const string OfLdirectord = "/usr/share/doc/ldirectord/examples/ldirectord.cf";

    private readonly HostProgram _host = new() { Environment = { ["OCF_RESKEY_plugin_path"] = Path.Combine(AppContext.BaseDirectory, "plugins") } };

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Every_sample_of_keepalived_with_a_virtual_server_is_converted_and_the_others_say_that_they_have_none()
    {
        Assert.True(Directory.Exists(OfKeepalived), $"{OfKeepalived} should be there; Debian's package keepalived has it.");
        var samples = Directory.GetFiles(OfKeepalived, "keepalived.conf.*");

        Assert.NotEmpty(samples);
        Assert.All(samples, sample =>
        {
            var (code, output, errors) = _host.Do("convert", "keepalived", sample, "--config-id", "high");
            if (File.ReadLines(sample).Any(line => line.StartsWith("virtual_server ", StringComparison.Ordinal)))
            {
                Assert.True(code == 3, $"{sample}: {code}: {errors}");
                Assert.Contains("\"services\": {", output, StringComparison.Ordinal);
                Assert.All(errors.TrimEnd().Split('\n'), line => Assert.True(
                    line.StartsWith($"{sample}:", StringComparison.Ordinal) || line.StartsWith("ping_check needs", StringComparison.Ordinal), line));
            }
            else
            {
                Assert.Equal((1, ""), (code, output));
                Assert.Contains($"There is no virtual service that could be converted in {sample}", errors, StringComparison.Ordinal);
                Assert.Equal(3, _host.Do("convert", "keepalived", sample, "--config-id", "high", "--as", "pcs").Code);
            }
        });
    }

    [Fact]
    public void The_sample_of_ldirectord_is_converted_and_what_is_commented_out_in_it_as_well()
    {
        Assert.True(File.Exists(OfLdirectord), $"{OfLdirectord} should be there; Debian's package ldirectord has it.");
        var (code, output, errors) = _host.Do("convert", "ldirectord", OfLdirectord);
        Assert.Equal(3, code);
        Assert.Contains("\"http_check\": \"/index.html\"", output, StringComparison.Ordinal);
        Assert.Equal(2, errors.TrimEnd().Split('\n').Length);

        // Every example by itself, as several are of one address.
        var examples = File.ReadAllText(OfLdirectord).Split("\n\n").Where(part => part.Contains("\n#virtual", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            var lines = example.Split('\n').SkipWhile(line => !line.StartsWith("#virtual", StringComparison.Ordinal)).Where(line => line.Length > 0).Select(line => line[1..]);
            _host.Input = string.Join('\n', lines);
            var (rest, _, said) = _host.Do("convert", "ldirectord", "-");
            // Names are looked up, and a range of them is none.
            Assert.True(rest is 0 or 3 || (rest == 1 && _host.Input.Contains("sql01->sql03", StringComparison.Ordinal)), $"{_host.Input}\n{rest}: {said}");
        });
    }
}

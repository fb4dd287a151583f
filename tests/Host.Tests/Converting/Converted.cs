using LvsPluggable.Host.Converting;
using LvsPluggable.Host.Converting.Ipvsadm;
using LvsPluggable.Host.Converting.Keepalived;
using LvsPluggable.Host.Converting.Ldirectord;

namespace LvsPluggable.Host.Tests.Converting;

/// <summary>Converts texts, and says what came of it.</summary>
internal static class Converted
{
    /// <summary>The name of the file that a text stands for.</summary>
    public const string File = "/etc/some.conf";

    public static Conversion Ipvsadm(string text) => IpvsadmMapper.Map(IpvsadmText.Read(File, text));

    public static Conversion Ldirectord(string text) => LdirectordMapper.Map(LdirectordText.Read(File, text));

    public static Conversion Keepalived(string text, string configId = "main") => KeepalivedMapper.Map(KeepalivedFile(text, configId));

    public static KeepalivedFile KeepalivedFile(string text, string configId = "main", params (string Path, string Text)[] others) =>
        KeepalivedText.Read(File, text, new KeepalivedOptions(configId, (pattern, folder) =>
        [
            .. others.Where(other => other.Path == Path.Combine(folder, pattern)).Select(other => new IncludedFile(other.Path, other.Text, null)),
        ]));

    /// <summary>A service as one text: its parameters, in the order of their names.</summary>
    public static string Text(ConvertedService service) =>
        string.Join("; ", service.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>What a parameter of the only service is; empty where it is not set.</summary>
    public static string Parameter(this Conversion conversion, string name) => Assert.Single(conversion.Services).Parameters.GetValueOrDefault(name, "");
}

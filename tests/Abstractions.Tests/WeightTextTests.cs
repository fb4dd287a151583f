using System.Net;
using FsCheck;
using FsCheck.Fluent;

namespace LvsPluggable.Tests;

public sealed class WeightTextTests
{
    private static readonly Gen<string> Host = Gen.OneOf(
        Gen.Elements("node1", "node-2.example", "NODE3", "10.0.0.4", "dr", "7"),
        ArbMap.Default.GeneratorFor<byte>().ArrayOf(16).Select(bytes => new IPAddress(bytes).ToString()));

    private static readonly Gen<int?> Number = Gen.OneOf(
        Gen.Constant((int?)null), Gen.Choose(0, 3).Select(number => (int?)number), Gen.Choose(0, 65535).Select(number => (int?)number));

    private static readonly Gen<WeightedHost> Entry =
        from host in Host
        from port in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 65535))
        from weight in Number
        from upper in Number
        from lower in Number
        from method in Gen.Elements<ForwardMethod?>(null, ForwardMethod.Dr, ForwardMethod.Nat, ForwardMethod.Tunnel)
        select new WeightedHost
        {
            Host = host,
            Port = port,
            Weight = weight,
            UpperThreshold = upper,
            LowerThreshold = lower > (upper ?? 0) ? null : lower,
            ForwardMethod = method,
        };

    [Fact]
    public void What_an_entry_says_is_read_back() => Prop.ForAll(
        Entry.ListOf().ToArbitrary(),
        entries =>
        {
            var given = entries.DistinctBy(entry => (entry.Host.ToUpperInvariant(), entry.Port)).ToList();
            return HostParameters.WeightOfRealServers.TryParseValue(" " + string.Join(' ', given.Select(Text)), out var read, out _)
                && given.SequenceEqual((IReadOnlyList<WeightedHost>)read);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_is_more_than_right_or_wrong() => Prop.ForAll<string>(text =>
        HostParameters.WeightOfRealServers.TryParseValue($"{text}", out var read, out var mistake) == (mistake is null) && read is null == (mistake is not null))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("fd00::2,3", "fd00::2", 0, 3, null)]
    [InlineData("[fd00::2]:5433,3", "fd00::2", 5433, 3, null)]
    [InlineData("[fd00::2]", "fd00::2", 0, null, null)]
    [InlineData("node2:5433", "node2", 5433, null, null)]
    [InlineData("node2,NAT", "node2", 0, null, ForwardMethod.Nat)]
    [InlineData("node2,,tunnel", "node2", 0, null, ForwardMethod.Tunnel)]
    [InlineData("node2:5433,1,100,50,nat", "node2", 5433, 1, ForwardMethod.Nat)]
    [InlineData("nat", "nat", 0, null, null)]
    public void Port_weight_and_method_are_told_apart(string text, string host, int port, int? weight, ForwardMethod? method)
    {
        Assert.True(HostParameters.WeightOfRealServers.TryParseValue(text, out var read, out _));

        var entry = Assert.Single((IReadOnlyList<WeightedHost>)read);
        Assert.Equal((host, port, weight, method), (entry.Host, entry.Port, entry.Weight, entry.ForwardMethod));
    }

    private static string Text(WeightedHost entry)
    {
        var host = entry.Host.Contains(':', StringComparison.Ordinal) && entry.Port != 0 ? $"[{entry.Host}]" : entry.Host;
        var port = entry.Port == 0 ? "" : $":{entry.Port}";
        var method = entry.ForwardMethod is null ? "" : $",{entry.ForwardMethod.ToString()!.ToLowerInvariant()}";
        return $"{host}{port},{entry.Weight},{entry.UpperThreshold},{entry.LowerThreshold}{method}";
    }
}

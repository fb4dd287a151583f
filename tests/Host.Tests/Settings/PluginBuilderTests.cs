using LvsPluggable.Host.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class PluginBuilderTests
{
    private readonly PluginBuilder _builder = new(
        new VirtualServiceInfo { Port = 80, Protocol = TransportProtocol.Tcp },
        new ParameterValues([], [], new Dictionary<string, string>(), [], []),
        _ => NullLoggerFactory.Instance,
        TimeProvider.System);

    [Theory]
    [InlineData(long.MinValue, "-922337203685477ms")]
    [InlineData(-TimeSpan.TicksPerSecond, "-1s")]
    [InlineData(0, "0s")]
    [InlineData(99 * TimeSpan.TicksPerMillisecond, "99ms")]
    [InlineData((24 * TimeSpan.TicksPerHour) + TimeSpan.TicksPerMillisecond, "86400001ms")]
    [InlineData(60 * TimeSpan.TicksPerDay, "1440h")]
    [InlineData(long.MaxValue, "922337203685477ms")]
    public void A_time_out_that_no_user_could_set_is_refused(long ticks, string shown)
    {
        var defaults = new CallDefaults { Timeout = TimeSpan.FromTicks(ticks) };

        Assert.All(
            Adding("x", defaults),
            add => Assert.StartsWith(
                $"The time-out of \"x\", {shown}, should be from 100ms to 24h.", Assert.Throws<ArgumentException>(add).Message, StringComparison.Ordinal));
        Assert.Empty(_builder.Sources);
        Assert.Empty(_builder.Checks);
    }

    [Fact]
    public void A_time_out_may_be_as_short_and_as_long_as_that_of_a_user()
    {
        _builder.AddSource("a", () => null!, new CallDefaults { Timeout = Milliseconds(100) });
        _builder.AddSource("b", () => null!, new CallDefaults { Timeout = Hours(24) });
        _builder.AddSource("c", () => null!, new CallDefaults { IsConstant = true });
        _builder.AddCheck("d", _ => null!, new CallDefaults { Timeout = Hours(24) });

        Assert.Equal([Milliseconds(100), Hours(24), null], _builder.Sources.Select(source => source.Defaults.Timeout));
        Assert.Equal(Hours(24), Assert.Single(_builder.Checks).Defaults.Timeout);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2Jb")]
    [InlineData("a\u202eb")]
    [InlineData(" a")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_name_that_spoils_the_line_it_stands_on_is_refused(string name)
    {
        Assert.All(
            Adding(name),
            add => Assert.Contains("should be one line of 1 to 64 characters", Assert.Throws<ArgumentException>(add).Message, StringComparison.Ordinal));
        Assert.Empty(_builder.Sources);
        Assert.Empty(_builder.Checks);
    }

    [Theory]
    [InlineData("serveurs de lecture (été)")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void A_name_may_be_any_line(string name)
    {
        _builder.AddSource(name, () => null!);
        _builder.AddCheck(name, _ => null!);

        Assert.Equal((name, name), (Assert.Single(_builder.Sources).Name, Assert.Single(_builder.Checks).Name));
    }

    [Fact]
    public void A_name_is_there_once_among_sources_and_once_among_checks()
    {
        Array.ForEach(Adding("x")[1..], add => add());

        Assert.All(Adding("x"), add => Assert.StartsWith("There is already a ", Assert.Throws<ArgumentException>(add).Message, StringComparison.Ordinal));
    }

    private Action[] Adding(string name, CallDefaults? defaults = null) =>
    [
        () => _builder.AddSource(name, () => null!, defaults),
        () => _builder.AddFallbackSource(name, () => null!, defaults),
        () => _builder.AddCheck(name, _ => null!, defaults),
    ];

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static TimeSpan Hours(int count) => TimeSpan.FromHours(count);
}

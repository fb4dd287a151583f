using FsCheck;
using FsCheck.Fluent;

namespace LvsPluggable.Tests;

public class ParameterTests
{
    private enum Sample
    {
        First,
        SecondWord,
    }

    [Fact]
    public void Every_whole_number_is_read_from_its_text() =>
        Prop.ForAll<int>(number => number.Equals(Read(New<int>(), $"{number}"))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_large_number_is_read_from_its_text() =>
        Prop.ForAll<long>(number => number.Equals(Read(New<long>(), $"{number}"))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_is_right_exactly_when_it_is_in_its_range() => Prop.ForAll<int, int, int>((number, bound, other) =>
    {
        var (least, most) = (Math.Min(bound, other), Math.Max(bound, other));
        var parameter = New<int>(least, most);
        var isRight = parameter.TryParseValue($"{number}", out _, out var mistake);
        return isRight == (number >= least && number <= most)
            && (isRight || mistake == $"should be a whole number from {least} to {most}");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_text_is_read_as_itself() =>
        Prop.ForAll<NonEmptyString>(text => text.Get.Equals(Read(New<string>(), text.Get))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_duration_is_a_count_and_a_unit() => Prop.ForAll<NonNegativeInt>(count =>
        TimeSpan.FromMilliseconds(count.Get).Equals(Read(New<TimeSpan>(), $"{count.Get}ms"))
        && TimeSpan.FromSeconds(count.Get).Equals(Read(New<TimeSpan>(), $"{count.Get}s"))
        && TimeSpan.FromSeconds(count.Get).Equals(Read(New<TimeSpan>(), $"{count.Get}"))
        && TimeSpan.FromMinutes(count.Get).Equals(Read(New<TimeSpan>(), $"{count.Get}m"))
        && TimeSpan.FromHours(count.Get).Equals(Read(New<TimeSpan>(), $"{count.Get}h"))).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_a_reader_throw() => Prop.ForAll<NonEmptyString>(text =>
    {
        foreach (var parameter in new Parameter[] { New<int>(), New<long>(), New<bool>(), New<TimeSpan>(), New<Sample>() })
        {
            if (parameter.TryParseValue(text.Get, out var value, out var mistake) != (value is not null && mistake is null))
            {
                return false;
            }
        }

        return HostParameters.WeightOfRealServers.TryParseValue(text.Get, out var _, out var wrong) == (wrong is null);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("5 s")]
    [InlineData("-5s")]
    [InlineData("+5s")]
    [InlineData("5sm")]
    [InlineData("1.5s")]
    [InlineData("s")]
    [InlineData("5d")]
    [InlineData("577h")]
    [InlineData("2073600001ms")]
    [InlineData("9223372036854775807h")]
    [InlineData("922337203685478ms1")]
    public void A_text_that_is_no_duration_is_wrong(string text)
    {
        Assert.False(New<TimeSpan>().TryParseValue(text, out _, out var mistake));
        Assert.Equal("should be a duration such as 500ms, 5s or 2m of at most 576h", mistake);
    }

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("0", false)]
    public void Booleans_are_the_words_of_OCF(string text, bool value) => Assert.Equal(value, Read(New<bool>(), text));

    [Fact]
    public void Enumerations_are_words_in_snake_case()
    {
        Assert.Equal(Sample.SecondWord, Read(New<Sample>(), "second_word"));
        Assert.Equal(Sample.First, Read(New<Sample>(), "FIRST"));
        Assert.False(New<Sample>().TryParseValue("1", out _, out var mistake));
        Assert.Equal("should be one of first, second_word", mistake);
    }

    [Fact]
    public void A_type_without_a_reader_is_said_to_have_none() => Assert.Throws<NotSupportedException>(() => New<Uri>().Type);

    [Fact]
    public void A_parser_of_its_own_says_what_is_wrong()
    {
        var parameter = new Parameter<Uri>
        {
            Name = "p",
            ShortDescription = "s",
            LongDescription = "l",
            Expected = "an address",
            Parse = text => Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new FormatException("should be a URI"),
        };

        Assert.Equal(ParameterType.String, parameter.Type);
        Assert.Equal("an address", parameter.Expectation);
        Assert.Equal(new Uri("http://a/"), Read(parameter, "http://a/"));
        Assert.False(parameter.TryParseValue("a", out _, out var mistake));
        Assert.Equal("should be a URI", mistake);
    }

    [Fact]
    public void Weights_are_read_with_and_without_a_number()
    {
        var entries = (IReadOnlyList<WeightedHost>?)Read(HostParameters.WeightOfRealServers, " node1,5\tnode2 node3,0\n10.0.0.4, ");

        Assert.Equal([("node1", 5), ("node2", null), ("node3", 0), ("10.0.0.4", null)], entries!.Select(entry => (entry.Host, entry.Weight)));
    }

    [Theory]
    [InlineData("a,b", "the weight in \"a,b\" should be a whole number from 0 to 65535")]
    [InlineData("a,65536", "the weight in \"a,65536\" should be a whole number from 0 to 65535")]
    [InlineData("a,-1", "the weight in \"a,-1\" should be a whole number from 0 to 65535")]
    [InlineData("a,1,2,1,5", "\"a,1,2,1,5\" should be HOST[:PORT][,WEIGHT[,UPPER[,LOWER]]][,METHOD]")]
    [InlineData(",1", "\",1\" should be HOST[:PORT][,WEIGHT[,UPPER[,LOWER]]][,METHOD]")]
    [InlineData("[::1", "\"[::1\" should be HOST[:PORT][,WEIGHT[,UPPER[,LOWER]]][,METHOD]")]
    [InlineData("[::1]80", "\"[::1]80\" should be HOST[:PORT][,WEIGHT[,UPPER[,LOWER]]][,METHOD]")]
    [InlineData(":80", "\":80\" should be HOST[:PORT][,WEIGHT[,UPPER[,LOWER]]][,METHOD]")]
    [InlineData("a:", "the port in \"a:\" should be a whole number from 1 to 65535")]
    [InlineData("a:0", "the port in \"a:0\" should be a whole number from 1 to 65535")]
    [InlineData("a:65536,1", "the port in \"a:65536,1\" should be a whole number from 1 to 65535")]
    [InlineData("a,1,x", "the upper threshold in \"a,1,x\" should be a whole number from 0 to 2147483647")]
    [InlineData("a,1,9,x", "the lower threshold in \"a,1,9,x\" should be a whole number from 0 to 2147483647")]
    [InlineData("a,1,9,10", "the lower threshold in \"a,1,9,10\" should be no more than the upper one, 9")]
    [InlineData("a,1,,10", "the lower threshold in \"a,1,,10\" should be no more than the upper one, 0")]
    [InlineData("a,1,nat,5", "the upper threshold in \"a,1,nat,5\" should be a whole number from 0 to 2147483647")]
    [InlineData("a:80 A:80", "\"A:80\" is there twice; each host should be there once")]
    [InlineData("a A", "\"A\" is there twice; each host should be there once")]
    [InlineData("a,x b,y", "the weight in \"a,x\" should be a whole number from 0 to 65535; the weight in \"b,y\" should be a whole number from 0 to 65535")]
    public void All_mistakes_in_weights_are_named(string text, string expected)
    {
        Assert.False(HostParameters.WeightOfRealServers.TryParseValue(text, out _, out var mistake));
        Assert.Equal(expected, mistake);
    }

    [Fact]
    public void Timeouts_have_defaults_and_a_least_value()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), Read(HostParameters.SourceTimeout, HostParameters.SourceTimeout.Default!));
        Assert.Equal(TimeSpan.FromSeconds(3), Read(HostParameters.CheckTimeout, HostParameters.CheckTimeout.Default!));
        Assert.False(HostParameters.CheckTimeout.TryParseValue("99ms", out _, out var mistake));
        Assert.Equal("should be a duration such as 500ms, 5s or 2m from 100ms to 24h", mistake);
    }

    private static Parameter<T> New<T>(Bound<T> minimum = default, Bound<T> maximum = default) =>
        new() { Name = "p", ShortDescription = "s", LongDescription = "l", Minimum = minimum, Maximum = maximum };

    private static object? Read(Parameter parameter, string text) => parameter.TryParseValue(text, out var value, out _) ? value : null;
}

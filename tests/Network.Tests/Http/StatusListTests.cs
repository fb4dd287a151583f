using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Plugins.Network.Http;

namespace LvsPluggable.Network.Tests.Http;

public sealed class StatusListTests
{
    [Theory]
    [InlineData("200-", "\"200-\"")]
    [InlineData("299-200", "\"299-200\"")]
    [InlineData("199 2xx 600", "\"199\" should be a status from 200 to 599, or two with a hyphen between, such as 200-299; \"2xx\"")]
    [InlineData("200-250-299", "\"200-250-299\"")]
    [InlineData(" , ", "should name one status at least")]
    public void A_wrong_list_names_what_is_wrong_with_it(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => StatusList.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_has_the_statuses_of_its_ranges_and_no_others() =>
        Prop.ForAll(
            (from ranges in (from first in Gen.Choose(200, 599) from last in Gen.Choose(first, 599) select (first, last)).NonEmptyListOf()
             from separator in Gen.Elements(" ", ",", ", ", "\t")
             select (ranges, separator)).ToArbitrary(),
            given =>
            {
                var texts = given.ranges.Select(range => range.first == range.last ? $"{range.first}" : $"{range.first}-{range.last}");
                var list = StatusList.Parse(string.Join(given.separator, texts));

                Assert.All(
                    Enumerable.Range(100, 600),
                    status => Assert.Equal(given.ranges.Any(range => range.first <= status && status <= range.last), list.Contains(status)));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_does_anything_but_be_read_or_be_a_mistake() =>
        Prop.ForAll<string>(text =>
        {
            try
            {
                Assert.NotEmpty(StatusList.Parse(text ?? "").Ranges);
            }
            catch (FormatException)
            {
                // That is what it should be.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}

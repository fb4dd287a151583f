using LvsPluggable.Plugins.Checks;

namespace LvsPluggable.Plugins.Tests.Checks;

public sealed class OwnDeadlineTests
{
    [Theory]
    [InlineData("100ms", 90)]
    [InlineData("10s", 9000)]
    public void A_tenth_of_the_time_is_left_to_say_that_nothing_is_known(string timeout, int milliseconds) => Assert.Equal(
        TimeSpan.FromMilliseconds(milliseconds),
        OwnDeadline.Of(new RecordingBuilder(new Dictionary<string, string>(StringComparer.Ordinal) { ["check_timeout"] = timeout })));
}

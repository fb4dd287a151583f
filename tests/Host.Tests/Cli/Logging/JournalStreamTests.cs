using LvsPluggable.Host.Cli.Logging;

namespace LvsPluggable.Host.Tests.Cli.Logging;

public sealed class JournalStreamTests
{
    [Theory]
    [InlineData("8:4711", "socket:[4711]", true)]
    [InlineData("8:4711", "socket:[4712]", false)]
    [InlineData("8:4711", "/dev/pts/0", false)]
    [InlineData("8:4711", null, false)]
    [InlineData(null, "socket:[4711]", false)]
    [InlineData("", "socket:[]", false)]
    [InlineData("8:", "socket:[]", false)]
    public void A_stream_is_the_journals_when_it_is_the_one_that_systemd_named(string? named, string? stream, bool isSame) =>
        Assert.Equal(isSame, JournalStream.IsSame(named, stream));
}

using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Postgres.Replication;

namespace LvsPluggable.Postgres.Tests.Replication;

public sealed class LogPositionTests
{
    [Theory]
    [InlineData("0/0", 0UL)]
    [InlineData("16/B374D848", 0x16B374D848UL)]
    [InlineData("FFFFFFFF/FFFFFFFF", ulong.MaxValue)]
    public void A_position_is_read(string text, ulong bytes) => Assert.Equal(new LogPosition(bytes), LogPosition.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("16")]
    [InlineData("16/")]
    [InlineData("1/2/3")]
    [InlineData("1'/2")]
    public void What_is_no_position_is_refused(string text) => Assert.Throws<FormatException>(() => LogPosition.Parse(text));

    [Fact]
    public void Every_position_is_read_as_it_is_written() =>
        Prop.ForAll<uint, uint>((high, low) =>
        {
            var position = new LogPosition(((ulong)high << 32) | low);
            return LogPosition.Parse(position.ToString()) == position;
        }).QuickCheckThrowOnFailure();
}

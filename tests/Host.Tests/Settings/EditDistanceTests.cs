using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Settings;

namespace LvsPluggable.Host.Tests.Settings;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("port", "prot", 1)]
    [InlineData("chek_interval", "check_interval", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Differences_are_counted(string first, string second, int expected) =>
        Assert.Equal(expected, EditDistance.Between(first, second));

    [Fact]
    public void It_is_symmetric_and_zero_for_equal_words_alone() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (first, second) =>
        {
            var there = EditDistance.Between(first.Get, second.Get);
            return there == EditDistance.Between(second.Get, first.Get)
                && there == 0 == (first.Get == second.Get)
                && there <= Math.Max(first.Get.Length, second.Get.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_too_far_is_no_suggestion() =>
        Assert.Null(EditDistance.Nearest("zebra", ["vip", "port"], limit: 2));
}

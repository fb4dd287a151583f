using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Web;

namespace LvsPluggable.Host.Tests.Web;

public sealed class WebTokenTests
{
    private const string Secret = "0123456789abcdef";

    [Theory]
    [InlineData("Bearer " + Secret)]
    [InlineData("bearer  " + Secret + " ")]
    public void Whoever_shows_the_token_knows_it(string authorization) => Assert.True(new WebToken(Secret).IsShownBy(authorization));

    [Theory]
    [InlineData("anybody:" + Secret, true)]
    [InlineData(":" + Secret, true)]
    [InlineData(Secret + ":", false)]
    [InlineData(Secret, false)]
    public void It_may_be_the_password_of_any_user(string pair, bool knowsIt) =>
        Assert.Equal(knowsIt, new WebToken(Secret).IsShownBy("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))));

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer 0123456789abcde")]
    [InlineData("Bearer 0123456789abcdef0")]
    [InlineData("Basic ???")]
    [InlineData("Digest " + Secret)]
    [InlineData(Secret)]
    public void All_else_does_not(string authorization) => Assert.False(new WebToken(Secret).IsShownBy(authorization));

    [Fact]
    public void Whatever_is_shown_is_answered() =>
        Prop.ForAll<string>(shown => !new WebToken(Secret).IsShownBy(shown ?? "") && !new WebToken(Secret).IsShownBy("Basic " + shown)).QuickCheckThrowOnFailure();
}

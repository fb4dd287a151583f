using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Plugins.Network.Dns;

namespace LvsPluggable.Network.Tests.Dns;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("www.example.org", "03777777076578616D706C65036F726700")]
    [InlineData("www.example.org.", "03777777076578616D706C65036F726700")]
    [InlineData("_ldap._tcp", "055F6C646170045F74637000")]
    [InlineData(".", "00")]
    public void A_name_becomes_labels(string text, string bytes) => Assert.Equal(bytes, Convert.ToHexString(DnsName.Parse(text).Labels));

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("müller.de")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234.org")]
    public void What_is_no_name_is_a_mistake(string text) => Assert.Throws<FormatException>(() => DnsName.Parse(text));

    [Fact]
    public void No_text_does_anything_but_be_read_or_be_a_mistake_and_no_name_is_longer_than_messages_allow() =>
        Prop.ForAll(
            (from labels in Gen.Choose(1, 70).ListOf() select string.Join('.', labels.Select(length => new string('a', length)))).ToArbitrary(),
            text =>
            {
                try
                {
                    Assert.InRange(DnsName.Parse(text).Labels.Length, 1, 255);
                }
                catch (FormatException)
                {
                    Assert.True(text.Length == 0 || text.Length > 253 || text.Split('.').Any(label => label.Length > 63), text);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}

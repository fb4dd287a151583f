using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Network.Tests.Lab;
using LvsPluggable.Plugins.Network.Dns;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Network.Tests.Dns;

public sealed class DnsMessageTests
{
    private static readonly byte[] Question = DnsMessage.Question(0x1234, DnsName.Parse("www.example.org"), DnsRecordType.A);

    [Fact]
    public void A_question_has_its_number_asks_for_recursion_and_names_type_and_class() =>
        Assert.Equal(
            "1234010000010000000000000377777707" + "6578616D706C65036F7267000001" + "0001", Convert.ToHexString(Question));

    [Fact]
    public void Records_of_the_type_are_counted_whatever_is_between_them()
    {
        var answer = NameServer.Answer(Question, 0, DnsRecordType.Cname, DnsRecordType.A, DnsRecordType.A, DnsRecordType.Txt);

        Assert.True(DnsMessage.IsAnswer(answer, 0x1234));
        Assert.False(DnsMessage.IsAnswer(answer, 0x1235));
        Assert.False(DnsMessage.IsAnswer(Question, 0x1234));
        Assert.Equal(2, DnsMessage.CountRecords(answer, DnsRecordType.A));
        Assert.Equal(0, DnsMessage.CountRecords(answer, DnsRecordType.Mx));
    }

    [Fact]
    public void A_message_that_ends_anywhere_too_early_is_a_wrong_answer()
    {
        var answer = NameServer.Answer(Question, 0, DnsRecordType.A, DnsRecordType.A);

        for (var length = 12; length < answer.Length; length++)
        {
            Assert.Throws<WrongAnswerException>(() => DnsMessage.CountRecords(answer.AsSpan(0, length), DnsRecordType.A));
        }
    }

    [Fact]
    public void No_bytes_do_anything_but_be_read_or_be_a_wrong_answer() =>
        Prop.ForAll(
            (from at in Gen.Choose(12, 60)
             from value in Gen.Elements<byte>(0, 1, 63, 64, 0xBF, 0xC0, 0xFF)
             from rest in Gen.Choose(0, 255).ListOf()
             select (at, value, rest)).ToArbitrary(),
            change =>
            {
                byte[] answer = [.. NameServer.Answer(Question, 0, DnsRecordType.A), .. change.rest.Select(one => (byte)one)];
                answer[Math.Min(change.at, answer.Length - 1)] = change.value;
                answer[7] = change.value;
                try
                {
                    Assert.InRange(DnsMessage.CountRecords(answer, DnsRecordType.A), 0, change.value);
                }
                catch (WrongAnswerException wrong)
                {
                    Assert.Contains("no DNS message", wrong.Message, StringComparison.Ordinal);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
}

using System.Net.Sockets;
using LvsPluggable.Plugins.Sockets;
using LvsPluggable.Text;

namespace LvsPluggable.Plugins.Tests.Sockets;

/// <summary>What each verdict means for a server is the plugins' to say, and their tests'.</summary>
public sealed class SocketFailuresTests
{
    public static TheoryData<SocketError> Codes => [.. Enum.GetValues<SocketError>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Whatever_happens_is_said_in_one_line(SocketError code)
    {
        var words = SocketFailures.Of(new SocketException((int)code)).Words;

        Assert.NotEmpty(words);
        Assert.Equal(OneLine.Of(words), words);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "connection refused")]
    [InlineData(SocketError.HostUnreachable, "no route to host: nobody answers at the server's address")]
    [InlineData(SocketError.NetworkUnreachable, "this machine has no route to the server's network")]
    [InlineData(SocketError.AddressNotAvailable, "this machine does not have the address, or has no port left to connect from")]
    [InlineData(SocketError.HostNotFound, "the name does not resolve")]
    [InlineData(SocketError.TryAgain, "the name does not resolve at the moment")]
    public void People_read_whose_fault_it_is(SocketError code, string words) =>
        Assert.Equal(words, SocketFailures.Of(new SocketException((int)code)).Words);

    [Fact]
    public void What_nobody_has_foreseen_is_said_in_the_systems_words_and_is_not_certain()
    {
        var problem = new SocketException((int)SocketError.ProtocolNotSupported);

        Assert.Equal((SocketVerdict.Unreached, problem.Message), SocketFailures.Of(problem));
    }
}

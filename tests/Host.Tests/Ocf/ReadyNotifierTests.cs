using System.IO.Pipes;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Tests.Ocf;

public sealed class ReadyNotifierTests
{
    [Fact]
    public void One_line_is_written_once_and_then_the_descriptor_ends()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using var notifier = new ReadyNotifier(Take(pipe));

        Assert.True(notifier.Notify(OcfExitCode.NotConfigured, "vip is\nnot set"));
        Assert.False(notifier.Notify(OcfExitCode.Success, ""));

        Assert.Equal("6 vip is not set\n", ReadToEnd(pipe));
    }

    [Fact]
    public void Without_a_reason_the_line_is_the_code()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using var notifier = new ReadyNotifier(Take(pipe));

        Assert.True(notifier.Notify(OcfExitCode.Success, ""));

        Assert.Equal("0\n", ReadToEnd(pipe));
    }

    [Fact]
    public void Children_do_not_inherit_the_descriptor()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var descriptor = Take(pipe);
        Assert.False(ClosesOnExec(descriptor));

        using var notifier = new ReadyNotifier(descriptor);

        Assert.True(ClosesOnExec(descriptor));
    }

    [Fact]
    public void A_start_that_was_killed_is_no_failure_of_the_host()
    {
        var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using var notifier = new ReadyNotifier(Take(pipe));
        pipe.Dispose();

        Assert.False(notifier.Notify(OcfExitCode.Success, ""));
    }

    [Fact]
    public void Disposing_without_a_line_ends_the_descriptor()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        new ReadyNotifier(Take(pipe)).Dispose();

        Assert.Equal("", ReadToEnd(pipe));
    }

    [Fact]
    public void Nobody_waits_where_there_is_no_descriptor()
    {
        using var notifier = new ReadyNotifier(descriptor: null);

        Assert.False(notifier.Notify(OcfExitCode.Success, ""));
    }

    [Fact]
    public void A_number_that_is_no_descriptor_is_refused() =>
        Assert.StartsWith(
            "Descriptor 99999 cannot be used:",
            Assert.Throws<ArgumentException>(() => new ReadyNotifier(99999)).Message,
            StringComparison.Ordinal);

    // The notifier takes the descriptor over, so the pipe's own handle must neither close it nor be finalised into closing another.
    private static int Take(AnonymousPipeServerStream pipe)
    {
        var descriptor = (int)pipe.ClientSafePipeHandle.DangerousGetHandle();
        pipe.ClientSafePipeHandle.SetHandleAsInvalid();
        return descriptor;
    }

    private static string ReadToEnd(AnonymousPipeServerStream pipe)
    {
        using var reader = new StreamReader(pipe);
        return reader.ReadToEnd();
    }

    private static bool ClosesOnExec(int descriptor)
    {
        var line = File.ReadLines($"/proc/self/fdinfo/{descriptor}").First(text => text.StartsWith("flags:", StringComparison.Ordinal));
        return (Convert.ToInt32(line["flags:".Length..].Trim(), 8) & Convert.ToInt32("2000000", 8)) != 0;
    }
}

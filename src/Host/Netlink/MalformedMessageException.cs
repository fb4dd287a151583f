using System.Diagnostics.CodeAnalysis;

namespace LvsPluggable.Host.Netlink;

/// <summary>Bytes from the kernel do not have the form they must have. The decoders throw nothing else.</summary>
internal sealed class MalformedMessageException(string message) : Exception(message)
{
    /// <summary>The one place that throws it, so that readers stay small enough to be inlined.</summary>
    [DoesNotReturn]
    public static void Throw(string what) => throw new MalformedMessageException($"malformed netlink message: {what}");
}

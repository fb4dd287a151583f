namespace LvsPluggable.Host.Netlink;

/// <summary>Reads what one message carries. The bytes are valid only during the call.</summary>
/// <exception cref="MalformedMessageException">The payload does not have the form it must have.</exception>
internal delegate void PayloadReader(ReadOnlySpan<byte> payload);

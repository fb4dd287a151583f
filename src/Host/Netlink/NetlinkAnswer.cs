namespace LvsPluggable.Host.Netlink;

/// <summary>How the kernel ended an exchange: an error number, 0 when it did what was asked, and perhaps words.</summary>
internal readonly record struct NetlinkAnswer(int Errno, string? Message)
{
    /// <summary>Reads what ends an exchange: struct nlmsgerr, or the status at the end of a dump.</summary>
    /// <exception cref="MalformedMessageException">The message is not what it says.</exception>
    public static NetlinkAnswer Read(in MessageReader message)
    {
        if (message.Payload.Length < sizeof(int))
        {
            if (message.Type == NetlinkProtocol.TypeDone)
            {
                return default;
            }

            MalformedMessageException.Throw("an error without its number");
        }

        var status = BitConverter.ToInt32(message.Payload);
        if (status is > 0 or int.MinValue)
        {
            // A dump may end with a count of what it wrote; an error number is negative.
            return message.Type == NetlinkProtocol.TypeDone ? default : Malformed(status);
        }

        return new NetlinkAnswer(-status, ReadWords(message));
    }

    private static NetlinkAnswer Malformed(int status)
    {
        MalformedMessageException.Throw($"error number {status}");
        return default;
    }

    private static string? ReadWords(in MessageReader message)
    {
        if ((message.Flags & NetlinkProtocol.FlagErrorAttributes) == 0)
        {
            return null;
        }

        var rest = message.Payload[sizeof(int)..];
        if (message.Type == NetlinkProtocol.TypeError)
        {
            if (rest.Length < NetlinkProtocol.HeaderLength)
            {
                MalformedMessageException.Throw("an error without the header it is about");
            }

            // The request is repeated before the attributes unless the kernel capped it to its header.
            var repeated = (message.Flags & NetlinkProtocol.FlagCapped) != 0
                ? NetlinkProtocol.HeaderLength
                : (BitConverter.ToUInt32(rest) + 3L) & ~3L;
            if (repeated < NetlinkProtocol.HeaderLength || repeated > rest.Length)
            {
                MalformedMessageException.Throw($"an error repeats a request of {repeated} bytes in {rest.Length}");
            }

            rest = rest[(int)repeated..];
        }

        string? words = null;
        var attributes = new AttributeReader(rest);
        while (attributes.Read())
        {
            if (attributes.Type == NetlinkProtocol.ErrorAttributeMessage)
            {
                words = attributes.Text();
            }
        }

        return words;
    }
}

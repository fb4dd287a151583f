namespace LvsPluggable.Host.Netlink;

/// <summary>Generic netlink (linux/genetlink.h): finds families by name and sends them commands.</summary>
internal sealed class GenericNetlinkClient(NetlinkConnection connection) : IDisposable
{
    /// <summary>Looks a family up (CTRL_CMD_GETFAMILY).</summary>
    /// <returns>The family; null when the kernel has none of this name.</returns>
    /// <exception cref="NetlinkException">The kernel answered with another error, or refused the socket.</exception>
    /// <exception cref="MalformedMessageException">What came back does not have the form it must have.</exception>
    /// <exception cref="TimeoutException">No complete answer in time.</exception>
    public async Task<GenericNetlinkFamily?> FindFamilyAsync(string name, CancellationToken cancellationToken)
    {
        var request = new AttributeWriter();
        request.Write(NetlinkProtocol.ControlFamilyName, name);
        var control = new GenericNetlinkFamily(NetlinkProtocol.ControlFamily, NetlinkProtocol.ControlVersion);
        GenericNetlinkFamily? family = null;
        try
        {
            await ExecuteAsync(
                control,
                NetlinkProtocol.ControlGetFamily,
                request.ToArray(),
                payload => family = ReadFamily(payload),
                cancellationToken);
        }
        catch (NetlinkException exception) when (exception.Errno == Errno.NoEntry)
        {
            return null;
        }

        if (family is null)
        {
            MalformedMessageException.Throw("a family was acknowledged but not described");
        }

        return family;
    }

    /// <summary>Sends a command and reads its answer up to the acknowledgement.</summary>
    /// <param name="family">The family.</param>
    /// <param name="command">The family's command number.</param>
    /// <param name="attributes">The attributes of the command.</param>
    /// <param name="read">Gets the attributes of every message of the answer.</param>
    /// <param name="cancellationToken">Ends the exchange; the kernel may have done what was asked.</param>
    /// <inheritdoc cref="NetlinkConnection.ExchangeAsync" path="/exception"/>
    public Task ExecuteAsync(
        GenericNetlinkFamily family,
        byte command,
        ReadOnlySpan<byte> attributes,
        PayloadReader read,
        CancellationToken cancellationToken) =>
        SendAsync(family, command, NetlinkProtocol.FlagAcknowledge, attributes, read, cancellationToken);

    /// <summary>Sends a command that lists everything (NLM_F_DUMP) and reads its answer to the end.</summary>
    /// <inheritdoc cref="ExecuteAsync" path="/param|/exception"/>
    public Task DumpAsync(
        GenericNetlinkFamily family,
        byte command,
        ReadOnlySpan<byte> attributes,
        PayloadReader read,
        CancellationToken cancellationToken) =>
        SendAsync(family, command, NetlinkProtocol.FlagDump, attributes, read, cancellationToken);

    /// <summary>Sends several commands at once, which are done in their order.</summary>
    /// <param name="family">The family.</param>
    /// <param name="commands">The family's command number and the attributes of each.</param>
    /// <param name="cancellationToken">Ends the exchange; the kernel may have done what was asked.</param>
    /// <inheritdoc cref="NetlinkConnection.ExchangeAllAsync" path="/returns|/exception"/>
    public Task<IReadOnlySet<int>> ExecuteAllAsync(
        GenericNetlinkFamily family, IReadOnlyList<(byte Command, byte[] Attributes)> commands, CancellationToken cancellationToken) =>
        connection.ExchangeAllAsync(
            family.Id, [.. commands.Select(command => Body(family, command.Command, command.Attributes))], cancellationToken);

    public void Dispose() => connection.Dispose();

    private Task SendAsync(
        GenericNetlinkFamily family,
        byte command,
        ushort flags,
        ReadOnlySpan<byte> attributes,
        PayloadReader read,
        CancellationToken cancellationToken) => connection.ExchangeAsync(
            family.Id, flags, Body(family, command, attributes), payload => read(WithoutGenericHeader(payload)), cancellationToken);

    private static byte[] Body(GenericNetlinkFamily family, byte command, ReadOnlySpan<byte> attributes)
    {
        var body = new byte[NetlinkProtocol.GenericHeaderLength + attributes.Length];
        body[0] = command;
        body[1] = (byte)family.Version;
        attributes.CopyTo(body.AsSpan(NetlinkProtocol.GenericHeaderLength));
        return body;
    }

    private static ReadOnlySpan<byte> WithoutGenericHeader(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < NetlinkProtocol.GenericHeaderLength)
        {
            MalformedMessageException.Throw("the generic header is cut off");
        }

        return payload[NetlinkProtocol.GenericHeaderLength..];
    }

    private static GenericNetlinkFamily ReadFamily(ReadOnlySpan<byte> payload)
    {
        ushort id = 0;
        uint version = 0;
        var attributes = new AttributeReader(payload);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case NetlinkProtocol.ControlFamilyId:
                    id = attributes.UInt16();
                    break;
                case NetlinkProtocol.ControlVersionAttribute:
                    version = attributes.UInt32();
                    break;
            }
        }

        if (id == 0)
        {
            MalformedMessageException.Throw("a family without its number");
        }

        return new GenericNetlinkFamily(id, version);
    }
}

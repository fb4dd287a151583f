using System.Net;

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads a VRRP instance: its addresses become resources of the cluster.</summary>
internal static class KeepalivedVrrp
{
    /// <summary>Reads it.</summary>
    public static void Read(Statement instance, Conversion conversion)
    {
        foreach (var list in instance.Block.Where(statement => statement.Keyword == "virtual_ipaddress"))
        {
            foreach (var statement in list.Take().Block)
            {
                if (AddressOf(statement.Take(), instance, conversion) is not { } address)
                {
                    continue;
                }

                if (conversion.Addresses.Exists(other => other.Address == address.Address))
                {
                    conversion.Leave(statement.Place, $"\"{statement}\" is left out: the address is there already.");
                    continue;
                }

                conversion.Addresses.Add(address);
            }
        }

        if (instance.TakeLast("lvs_sync_daemon_interface") is { } daemon)
        {
            KeepalivedGlobals.ReadSync(daemon, conversion);
        }

        // The cluster leaves a resource where it is, since its stickiness is 1000.
        if (instance.TakeLast("nopreempt") is not null)
        {
            foreach (var state in instance.Block.Where(statement => statement.Keyword == "state" && statement.Word(0) == "BACKUP"))
            {
                state.Take();
            }
        }
    }

    private static ConvertedAddress? AddressOf(Statement statement, Statement instance, Conversion conversion)
    {
        var ends = statement.Keyword.Split('/', 2);
        if (!IPAddress.TryParse(ends[0], out _))
        {
            conversion.Leave(
                statement.Place,
                $"\"{statement}\" is left out: it should begin with an address; a parameter that something other than white space follows needs braces, as in ${{VIP}}/24.");
            return null;
        }

        string? device = null;
        for (var index = 0; index < statement.Words.Count; index++)
        {
            if (statement.Words[index] == "dev" && statement.Word(index + 1) is { Length: > 0 } named)
            {
                device = named;
                index++;
            }
            else
            {
                conversion.Leave(statement.Place, $"\"{statement.Words[index]}\" of the address {ends[0]} is left out: ocf:heartbeat:IPaddr2 has parameters of its own (iflabel, broadcast, …).");
            }
        }

        return new ConvertedAddress(ends[0], ends.Length > 1 ? ends[1] : null, device ?? instance.TakeLast("interface")?.Word(0), instance.Word(0));
    }
}

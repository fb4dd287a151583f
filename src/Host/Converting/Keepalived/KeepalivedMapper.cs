namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Makes services and addresses of a keepalived.conf.</summary>
internal static class KeepalivedMapper
{
    /// <summary>Makes them.</summary>
    public static Conversion Map(KeepalivedFile file)
    {
        var conversion = new Conversion();
        foreach (var (place, what) in file.Problems)
        {
            conversion.Leave(place, what);
        }

        foreach (var statement in file.Statements)
        {
            switch (statement.Keyword)
            {
                case "global_defs":
                    KeepalivedGlobals.Read(statement.Take(), conversion);
                    break;
                case "vrrp_instance":
                    KeepalivedVrrp.Read(statement.Take(), conversion);
                    break;
                case "virtual_server":
                    SayProtocol(statement, conversion);
                    KeepalivedServer.Read(statement.Take(), Names(statement, file, conversion), conversion);
                    break;
            }
        }

        if (!conversion.Services.Exists(service => service.Parameters.ContainsKey("realserver_check_active_real_server_script")))
        {
            foreach (var name in KeepalivedGlobals.OfScripts)
            {
                conversion.TakeBackOnce(name, "no MISC_CHECK runs a script here");
            }
        }

        KeepalivedSurplus.Name(file.Statements, conversion);
        conversion.LeaveUntaken(file.Statements, KeepalivedAdvice.Of);
        return conversion;
    }

    private static void SayProtocol(Statement server, Conversion conversion)
    {
        if (server.Word(0) != "fwmark" && !server.Block.Exists(statement => statement.Keyword == "protocol"))
        {
            conversion.NoteOnce($"{server.Place}: \"{server}\" names no protocol, which keepalived takes for UDP; so it is udp here.");
        }
    }

    private static IReadOnlyList<VirtualName> Names(Statement server, KeepalivedFile file, Conversion conversion)
    {
        if (server.Word(0) != "group")
        {
            return KeepalivedAddresses.Read(server, server, server.Words, ProtocolOf(server), conversion);
        }

        var groups = file.Statements.Where(statement => statement.Keyword == "virtual_server_group" && statement.Word(0) == server.Word(1)).ToList();
        if (groups.Count == 0)
        {
            conversion.Leave(server.Place, $"\"{server}\" is left out: there is no virtual_server_group {server.Word(1)}.");
        }

        var names = new List<VirtualName>();
        foreach (var group in groups)
        {
            foreach (var member in group.Take().Block)
            {
                names.AddRange(KeepalivedAddresses.Read(member.Take(), server, [member.Keyword, .. member.Words], ProtocolOf(server), conversion));
            }
        }

        return names;
    }

    // "no protocol set - defaulting to UDP", as keepalived 2.2 says itself.
    private static string ProtocolOf(Statement server) =>
        server.Block.FindLast(statement => statement.Keyword == "protocol")?.Word(0).ToLowerInvariant() is { Length: > 0 } protocol ? protocol : "udp";
}

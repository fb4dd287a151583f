using LvsPluggable.Postgres.Check;
using Npgsql;

namespace LvsPluggable.Postgres;

/// <summary>Which parameters need which others.</summary>
internal static class ParameterRules
{
    /// <exception cref="FormatException">Parameters do not fit together.</exception>
    public static void Check(IPluginBuilder plugin)
    {
        var mistakes = new List<string>();
        foreach (var parameter in new Parameter[] { PostgresParameters.ServerName, PostgresParameters.SyncState })
        {
            Needs(plugin, parameter, PostgresParameters.Source, mistakes);
        }

        foreach (var parameter in new Parameter[]
        {
            PostgresParameters.Role, PostgresParameters.MaxLagBytes, PostgresParameters.MaxLag, PostgresParameters.RequireStreaming,
            PostgresParameters.WeightByLag,
        })
        {
            Needs(plugin, parameter, PostgresParameters.Check, mistakes);
        }

        if (plugin.Get(PostgresParameters.WeightByLag)
            && !plugin.IsSet(PostgresParameters.MaxLag.Name) && !plugin.IsSet(PostgresParameters.MaxLagBytes.Name))
        {
            mistakes.Add($"{PostgresParameters.WeightByLag.Name} needs a limit: "
                + $"set {PostgresParameters.MaxLag.Name} or {PostgresParameters.MaxLagBytes.Name}");
        }

        CheckTargetSession(plugin, mistakes);
        CheckFallback(plugin, mistakes);
        if (mistakes.Count > 0)
        {
            throw new FormatException(string.Join("; ", mistakes));
        }
    }

    // libpq would refuse every server that target_session_attrs excludes, so that none of the role would be fit.
    private static void CheckTargetSession(IPluginBuilder plugin, List<string> mistakes)
    {
        if (!plugin.IsSet(PostgresParameters.Check.Name))
        {
            return;
        }

        var conninfo = plugin.Get(PostgresParameters.Check);
        ServerRole? wanted = conninfo.TargetSession switch
        {
            TargetSessionAttributes.ReadWrite or TargetSessionAttributes.Primary => ServerRole.Primary,
            TargetSessionAttributes.ReadOnly or TargetSessionAttributes.Standby => ServerRole.Standby,
            _ => null,
        };
        var role = plugin.Get(PostgresParameters.Role);
        if (wanted is not null && role != wanted)
        {
            mistakes.Add($"target_session_attrs={conninfo.Values["target_session_attrs"]} in {PostgresParameters.Check.Name} goes with "
                + $"{PostgresParameters.Role.Name} {Word(wanted.Value)}, and that is {Word(role)}");
        }
    }

    private static string Word(ServerRole role) => role.ToString().ToLowerInvariant();

    private static void CheckFallback(IPluginBuilder plugin, List<string> mistakes)
    {
        var fallback = PostgresParameters.FallbackToPrimary;
        if (!plugin.Get(fallback))
        {
            return;
        }

        Needs(plugin, fallback, PostgresParameters.Source, mistakes);
        Needs(plugin, fallback, PostgresParameters.Check, mistakes);
        if (plugin.Get(PostgresParameters.Role) is not ServerRole.Standby and var role)
        {
            mistakes.Add($"{fallback.Name} is for postgres_role standby, and that is {Word(role)}");
        }

        if (plugin.IsSet(PostgresParameters.Source.Name)
            && plugin.Get(PostgresParameters.Source).Hosts.Any(host => !host.IsNamed || host.IsSocket))
        {
            mistakes.Add($"{fallback.Name} needs a host in {PostgresParameters.Source.Name}: through a Unix socket no client could be sent "
                + "to the primary");
        }
    }

    private static void Needs(IPluginBuilder plugin, Parameter parameter, Parameter other, List<string> mistakes)
    {
        if (plugin.IsSet(parameter.Name) && !plugin.IsSet(other.Name))
        {
            mistakes.Add($"{parameter.Name} needs {other.Name}, which is not set");
        }
    }
}

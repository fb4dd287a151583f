namespace LvsPluggable.Host.Converting.Pha4pgsql;

/// <summary>Parameters of the shell agent lvsdr of pha4pgsql (ra/lvsdr there), and where things are.</summary>
internal static class ShellParameters
{
    public const string ListScript = "realserver_get_real_servers_script";
    public const string CheckScript = "realserver_check_active_real_server_script";
    public const string Resource = "realserver_dependent_resource";
    public const string AttributeName = "realserver_dependent_attribute_name";
    public const string AttributeValue = "realserver_dependent_attribute_value";

    /// <summary>The clone that the agent asked for where no parameter named one.</summary>
    public const string UsualResource = "clone-lvsdr-realsvr";

    /// <summary>The attribute that it asked for where no parameter named one.</summary>
    public const string UsualAttribute = "readable";

    /// <summary>Where the password is, as the README has it.</summary>
    public const string PasswordFile = "/etc/lvsdr/postgres-password";

    /// <summary>All that say who the real servers are.</summary>
    public static readonly IReadOnlyList<string> All = [ListScript, CheckScript, Resource, AttributeName, AttributeValue];
}

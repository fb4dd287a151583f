namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

/// <summary>
/// What crm_mon printed: of a cluster of three nodes with Pacemaker 2.1.5, of CIBs that crm_simulate made (bundle, unclean), and, for
/// Pacemaker 1.1, a text put together from the format strings of its crm_mon.c.
/// </summary>
internal static class Capture
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Captures", name + ".xml"));

    public static ClusterState State(string name) => ClusterXml.Parse(Text(name));
}

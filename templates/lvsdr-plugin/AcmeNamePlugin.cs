using LvsPluggable;

namespace AcmeName;

/// <summary>Takes real servers from a file, and checks that they take connections.</summary>
public sealed class AcmeNamePlugin : ILvsPlugin
{
    private static readonly Parameter<string> HostsFile = new()
    {
        Name = "acme_prefix_hosts_file",
        ShortDescription = "File with real servers",
        LongDescription = "The absolute path of a file with the names of real servers, one a line. When it changes, the list does at once.",
        Parse = text => text.StartsWith('/') ? text : throw new FormatException("should be an absolute path"),
        Expected = "an absolute path",
    };

    private static readonly Parameter<int> Port = new()
    {
        Name = "acme_prefix_port",
        ShortDescription = "Port that a fit server takes connections at",
        LongDescription = "The port at which each real server is asked for a connection; one that takes it is fit.",
        Minimum = 1,
        Maximum = 65535,
    };

    public string Name => "acme_prefix";

    public IReadOnlyList<Parameter> Parameters { get; } = [HostsFile, Port];

    public void Configure(IPluginBuilder plugin)
    {
        if (plugin.TryGet(HostsFile, out var file))
        {
            plugin.AddSource(Name, () => new HostsFileSource(file));
        }

        if (plugin.TryGet(Port, out var port))
        {
            plugin.AddCheck(Name, server => new PortCheck(server, port));
        }
    }
}

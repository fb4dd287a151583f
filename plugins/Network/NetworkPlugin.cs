using LvsPluggable.Plugins.Checks;
using LvsPluggable.Plugins.Network.Agent;
using LvsPluggable.Plugins.Network.Connections;
using LvsPluggable.Plugins.Network.Dns;
using LvsPluggable.Plugins.Network.Http;
using LvsPluggable.Plugins.Network.Ping;
using LvsPluggable.Plugins.Network.Smtp;
using LvsPluggable.Plugins.Network.Tcp;
using LvsPluggable.Plugins.Network.Tls;
using LvsPluggable.Plugins.Network.Udp;

namespace LvsPluggable.Plugins.Network;

/// <summary>Checks real servers over the network, by common protocols. A check is named after the parameter that asks for it.</summary>
public sealed class NetworkPlugin : ILvsPlugin
{
    /// <inheritdoc/>
    public string Name => "network";

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; } =
    [
        .. TcpParameters.All, .. TlsParameters.All, .. HttpParameters.All, .. AgentParameters.All, .. DnsParameters.All, .. SmtpParameters.All,
        .. UdpParameters.All, .. PingParameters.All, .. CommonParameters.All,
    ];

    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        if (!Parameters.Any(parameter => plugin.IsSet(parameter.Name)))
        {
            // Of a thousand services most have no check of these.
            return;
        }

        ParameterRules.Check(plugin);
        int? port = plugin.TryGet(CommonParameters.Port, out var given) ? given : null;
        var dialers = new DialerFactory(port, plugin.Service.Port, ValueOf(plugin, CommonParameters.SourceAddress));
        AddTcp(plugin, dialers);
        AddTls(plugin, dialers);
        AddHttp(plugin, dialers);
        AddAgent(plugin, dialers);
        AddDns(plugin, dialers);
        AddSmtp(plugin, dialers);
        AddUdp(plugin, dialers);
        AddPing(plugin, dialers);
    }

    private static void AddTcp(IPluginBuilder plugin, DialerFactory dialers)
    {
        if (plugin.Get(TcpParameters.Check))
        {
            var time = plugin.Time;
            plugin.AddCheck(TcpParameters.Check.Name, server => new TcpCheck(dialers.To(server), time));
        }
    }

    private static void AddTls(IPluginBuilder plugin, DialerFactory dialers)
    {
        if (plugin.Get(TlsParameters.Check))
        {
            var settings = TlsSettingsOf(plugin);
            int? days = plugin.TryGet(TlsParameters.ExpiryDays, out var given) ? given : null;
            var time = plugin.Time;
            plugin.AddCheck(
                TlsParameters.Check.Name, server => new TlsCheck(dialers.To(server), new TlsClient(settings, server.Host), days, time));
        }
    }

    private static void AddHttp(IPluginBuilder plugin, DialerFactory dialers)
    {
        if (!plugin.TryGet(HttpParameters.Check, out var path))
        {
            return;
        }

        var settings = new HttpSettings
        {
            Path = path,
            Method = plugin.Get(HttpParameters.Method),
            Statuses = plugin.Get(HttpParameters.Statuses),
            Text = ValueOf(plugin, HttpParameters.Text),
            Expression = ValueOf(plugin, HttpParameters.Expression),
            Host = ValueOf(plugin, HttpParameters.Host),
            UsesTls = plugin.Get(HttpParameters.Tls),
            Weight = ValueOf(plugin, HttpParameters.Weight),
            ConnectTimeout = plugin.Get(HostParameters.CheckTimeout),
        };
        var tls = TlsSettingsOf(plugin);
        plugin.AddCheck(HttpParameters.Check.Name, server => new HttpCheck(
            dialers.To(server),
            settings,
            settings.UsesTls ? new TlsClient(tls, settings.HostName ?? server.Host) : null,
            server.Host));
    }

    private static void AddAgent(IPluginBuilder plugin, DialerFactory dialers)
    {
        if (plugin.Get(AgentParameters.Check))
        {
            var port = plugin.Get(AgentParameters.Port);
            var send = ValueOf(plugin, AgentParameters.Send);
            var deadline = OwnDeadline.Of(plugin);
            var time = plugin.Time;
            plugin.AddCheck(AgentParameters.Check.Name, server => new AgentCheck(dialers.To(server, port), send, deadline, time));
        }
    }

    private static void AddDns(IPluginBuilder plugin, DialerFactory dialers)
    {
        if (plugin.TryGet(DnsParameters.Check, out var name))
        {
            var type = plugin.Get(DnsParameters.Type);
            var protocol = plugin.Get(DnsParameters.Protocol);
            plugin.AddCheck(DnsParameters.Check.Name, server => new DnsCheck(dialers.To(server), name, type, protocol));
        }
    }

    private static void AddSmtp(IPluginBuilder plugin, DialerFactory dialers)
    {
        if (plugin.Get(SmtpParameters.Check))
        {
            var name = plugin.Get(SmtpParameters.Helo);
            var time = plugin.Time;
            plugin.AddCheck(SmtpParameters.Check.Name, server => new SmtpCheck(dialers.To(server), name, time));
        }
    }

    private static void AddUdp(IPluginBuilder plugin, DialerFactory dialers)
    {
        if (plugin.TryGet(UdpParameters.Check, out var payload))
        {
            var expected = ValueOf(plugin, UdpParameters.Answer);
            plugin.AddCheck(UdpParameters.Check.Name, server => new UdpCheck(dialers.To(server), payload, expected));
        }
    }

    private static void AddPing(IPluginBuilder plugin, DialerFactory dialers)
    {
        if (plugin.Get(PingParameters.Check))
        {
            plugin.AddCheck(PingParameters.Check.Name, server => new PingCheck(dialers.To(server, 0)));
        }
    }

    private static TlsSettings TlsSettingsOf(IPluginBuilder plugin) => new()
    {
        Name = ValueOf(plugin, TlsParameters.Name),
        Authorities = ValueOf(plugin, TlsParameters.Ca),
    };

    private static T? ValueOf<T>(IPluginBuilder plugin, Parameter<T> parameter)
        where T : class => plugin.TryGet(parameter, out var value) ? value : null;
}

using LvsPluggable.Plugins.Network.Agent;
using LvsPluggable.Plugins.Network.Dns;
using LvsPluggable.Plugins.Network.Http;
using LvsPluggable.Plugins.Network.Ping;
using LvsPluggable.Plugins.Network.Smtp;
using LvsPluggable.Plugins.Network.Tcp;
using LvsPluggable.Plugins.Network.Tls;
using LvsPluggable.Plugins.Network.Udp;

namespace LvsPluggable.Plugins.Network;

/// <summary>Which parameters need which others.</summary>
internal static class ParameterRules
{
    /// <exception cref="FormatException">Parameters do not fit together.</exception>
    public static void Check(IPluginBuilder plugin)
    {
        var mistakes = new List<string>();
        Parameter[] atPort =
        [
            TcpParameters.Check, TlsParameters.Check, HttpParameters.Check, DnsParameters.Check, SmtpParameters.Check, UdpParameters.Check,
        ];
        Need(plugin, mistakes, [CommonParameters.Port], atPort);
        Need(plugin, mistakes, [CommonParameters.SourceAddress], [.. atPort, AgentParameters.Check, PingParameters.Check]);
        Need(plugin, mistakes, [TlsParameters.Name, TlsParameters.Ca], [TlsParameters.Check, HttpParameters.Tls]);
        Need(plugin, mistakes, [TlsParameters.ExpiryDays], [TlsParameters.Check]);
        Need(plugin, mistakes, HttpParameters.All.Except([HttpParameters.Check]), [HttpParameters.Check]);
        Need(plugin, mistakes, [AgentParameters.Port, AgentParameters.Send], [AgentParameters.Check]);
        Need(plugin, mistakes, [DnsParameters.Type, DnsParameters.Protocol], [DnsParameters.Check]);
        Need(plugin, mistakes, [SmtpParameters.Helo], [SmtpParameters.Check]);
        Need(plugin, mistakes, [UdpParameters.Answer], [UdpParameters.Check]);
        if (plugin.Get(AgentParameters.Check))
        {
            Need(plugin, mistakes, [AgentParameters.Check], [AgentParameters.Port]);
        }

        CheckBody(plugin, mistakes);
        CheckMark(plugin, mistakes, atPort);
        if (mistakes.Count > 0)
        {
            throw new FormatException(string.Join("; ", mistakes));
        }
    }

    private static void CheckBody(IPluginBuilder plugin, List<string> mistakes)
    {
        if (plugin.Get(HttpParameters.Method) != "HEAD")
        {
            return;
        }

        Parameter[] ofBody = [HttpParameters.Text, HttpParameters.Expression];
        foreach (var parameter in ofBody.Where(parameter => plugin.IsSet(parameter.Name)))
        {
            mistakes.Add($"{parameter.Name} needs a body, and the answer to http_check_method HEAD has none, as that to GET has");
        }

        if (plugin.TryGet(HttpParameters.Weight, out var weight) && weight.Header is null)
        {
            mistakes.Add($"{HttpParameters.Weight.Name} body needs a body, and the answer to http_check_method HEAD has none, as that to GET has");
        }
    }

    // A firewall mark has no port that could be checked.
    private static void CheckMark(IPluginBuilder plugin, List<string> mistakes, Parameter[] atPort)
    {
        if (plugin.Service.Port == 0
            && !plugin.IsSet(CommonParameters.Port.Name)
            && !(plugin.TryGet(HostParameters.WeightOfRealServers, out var hosts) && hosts.All(host => host.Port != 0)))
        {
            mistakes.AddRange(atPort.Where(parameter => IsOn(plugin, parameter)).Select(parameter =>
                $"{parameter.Name} needs {CommonParameters.Port.Name}, which is not set: a firewall mark has no port, and not every entry of "
                + $"{HostParameters.WeightOfRealServers.Name} has one"));
        }
    }

    private static void Need(IPluginBuilder plugin, List<string> mistakes, IEnumerable<Parameter> parameters, Parameter[] needed)
    {
        if (needed.Any(parameter => IsOn(plugin, parameter)))
        {
            return;
        }

        foreach (var parameter in parameters.Where(parameter => IsOn(plugin, parameter)))
        {
            mistakes.Add(needed.Length == 1
                ? $"{parameter.Name} needs {needed[0].Name}, which is not set"
                : $"{parameter.Name} needs one of {string.Join(", ", needed.Select(one => one.Name))}, and none is set");
        }
    }

    // What is set to false asks for nothing.
    private static bool IsOn(IPluginBuilder plugin, Parameter parameter) =>
        plugin.IsSet(parameter.Name) && (parameter is not Parameter<bool> choice || plugin.Get(choice));
}

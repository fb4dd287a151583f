using System.CommandLine;
using System.Text.Json;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Metrics;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Page;
using LvsPluggable.Host.Settings;
using LvsPluggable.Host.Text;
using LvsPluggable.Host.Web;
using LvsPluggable.Text;
using Microsoft.Extensions.Logging;
using Serilog.Extensions.Logging;

namespace LvsPluggable.Host.Cli;

/// <summary><c>lvsdr page</c>: the status page of all instances on this machine, by a process of its own.</summary>
internal static class PageCommand
{
    private const string Usual = "127.0.0.1:8780";

    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var listen = new Option<string>("--listen")
        {
            Description = "Where it listens; elsewhere than on the loopback it needs all that follows.",
            HelpName = "address:port",
            DefaultValueFactory = _ => Usual,
        };
        var token = File("--token-file", "A file whose first line is the token that who looks has to know.");
        var certificate = File("--certificate", "The certificate of TLS, as PEM.");
        var key = File("--key", "Its key, as PEM.");
        var command = new Command("page", "Show all instances together as a page, for people with a browser, until it is interrupted.") { listen, token, certificate, key };
        command.SetAction(result =>
        {
            try
            {
                var settings = new WebSettings
                {
                    Address = ListenParameters.ReadAddress(result.GetValue(listen)!),
                    TokenFile = result.GetValue(token),
                    CertificateFile = result.GetValue(certificate),
                    KeyFile = result.GetValue(key),
                };
                return Mistake(settings) is { } mistake ? Task.FromResult(Output.Fail(OcfExitCode.InvalidArguments, [mistake])) : ServeAsync(settings);
            }
            catch (FormatException wrong)
            {
                return Task.FromResult(Output.Fail(OcfExitCode.InvalidArguments, [$"--listen={OneLine.Of(result.GetValue(listen))} {wrong.Message}."]));
            }
        });
        return command;
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "file" };

    private static string? Mistake(WebSettings settings)
    {
        if (settings.CertificateFile is null != settings.KeyFile is null)
        {
            return "--certificate and --key should both be given, or neither.";
        }

        if (WebRule.Mistake($"--listen={settings.Address}", settings, ("--token-file", "--certificate", "--key")) is { } mistake)
        {
            return mistake;
        }

        try
        {
            WebSecrets.Read(settings);
            return null;
        }
        catch (InvalidDataException wrong)
        {
            return $"{wrong.Message}.";
        }
    }

    private static async Task<int> ServeAsync(WebSettings settings)
    {
        using var termination = new Termination();
        using var logging = new SerilogLoggerFactory(Logs.ForDeveloper(), dispose: true);
        var log = logging.CreateLogger("page");
        var hosts = new RunningHosts(TimeProvider.System, log, []);
        var feed = new NoticeFeed();
        var page = new StatusPage(
            new PageSource
            {
                Look = hosts.LookAsync,
                Write = statuses => JsonSerializer.SerializeToUtf8Bytes(statuses, ControlJson.Default.IReadOnlyListHostStatus),
                Failure = RunningHosts.Failure,
                Metrics = MetricsEndpoint.Of(async cancellationToken => (await InstanceMetrics.CollectAsync(Instances.Find(null), cancellationToken)).Families),
                Histories = hosts.Histories,
            },
            feed,
            TimeProvider.System,
            log);
        var listener = new WebListener("--listen", page.Site(), TimeProvider.System, log);
        listener.Use(settings);
        await hosts.FollowAsync(feed, termination.Token);
        await EndAsync(listener, log);
        return (int)OcfExitCode.Success;
    }

    private static async Task EndAsync(WebListener listener, ILogger log)
    {
        try
        {
            await listener.EndAsync(EndWithin);
        }
        catch (TimeoutException late)
        {
            log.LogWarning("The page did not end properly: {Reason}", Words.Of(late));
        }
    }
}

using System.CommandLine;
using System.Globalization;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Ocf;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>The operator's hand: <c>lvsdr drain</c>, <c>undrain</c> and <c>weight</c>.</summary>
internal static class OrderCommands
{
    /// <summary>The greatest weight that the kernel's schedulers work with (ipvsadm(8): "valid values of weight are 0 through to 65535").</summary>
    private const int MostWeight = 65535;

    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(10);

    public static IEnumerable<Command> Create() =>
    [
        Create("drain", "Give a real server no new connections, until it is undrained; those it has go on.", OrderKind.Drain, isTakenBack: false),
        Create("undrain", "Give a drained real server connections again.", OrderKind.Drain, isTakenBack: true),
        CreateWeight(),
    ];

    private static Command Create(string name, string description, OrderKind kind, bool isTakenBack)
    {
        var server = Server();
        var instance = Instance();
        var command = new Command(name, description) { server, instance };
        command.SetAction((result, cancellationToken) => AskAsync(
            new OrderRequest { Kind = kind, Server = result.GetRequiredValue(server), IsTakenBack = isTakenBack, By = Operator() },
            result.GetValue(instance),
            cancellationToken));
        return command;
    }

    private static Command CreateWeight()
    {
        var server = Server();
        var instance = Instance();
        var weight = new Argument<string>("weight") { Description = $"A number from 0 to {MostWeight}, or auto: what parameters and plugins say." };
        weight.CompletionSources.Add("auto");
        var command = new Command("weight", "Give a real server a weight of its own, or take that back.") { server, weight, instance };
        command.SetAction((result, cancellationToken) =>
        {
            var text = result.GetRequiredValue(weight);
            var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostWeight;
            if (!isNumber && text != "auto")
            {
                return Task.FromResult(Output.Fail(
                    OcfExitCode.InvalidArguments, [$"weight={OneLine.Of(text)} should be a number from 0 to {MostWeight}, or auto."]));
            }

            var request = new OrderRequest
            {
                Kind = OrderKind.Weight,
                Server = result.GetRequiredValue(server),
                IsTakenBack = !isNumber,
                Weight = isNumber ? number : null,
                By = Operator(),
            };
            return AskAsync(request, result.GetValue(instance), cancellationToken);
        });
        return command;
    }

    private static Argument<string> Server() =>
        new("server") { Description = "The real server's name or address, with its port or without." };

    private static Option<string?> Instance() =>
        new("--instance") { Description = "Ask this instance only (default: every one that knows the server)." };

    /// <summary>Who asks: who became root to do it is of more use than that it was root.</summary>
    internal static string Operator() => Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } user
        ? user
        : Environment.UserName;

    private static async Task<int> AskAsync(OrderRequest order, string? only, CancellationToken cancellationToken)
    {
        var states = Instances.Find(only);
        if (states.Count == 0)
        {
            return Output.Fail(OcfExitCode.GenericError, [Instances.NoneOf(only)]);
        }

        List<string> problems = [], unknown = [];
        var isTaken = false;
        foreach (var state in states)
        {
            var answer = await AskAsync(state, order, cancellationToken);
            if (answer.Said is { } said)
            {
                isTaken = true;
                Terminal.Out.WriteLine($"{state.Instance}: {said}");
            }

            if (answer.Problem is { } problem)
            {
                (answer.IsUnknownServer ? unknown : problems).Add($"{state.Instance}: {problem}.");
            }
        }

        var all = isTaken ? problems : [.. problems, .. unknown];
        return all.Count == 0 ? (int)OcfExitCode.Success : Output.Fail(OcfExitCode.GenericError, all);
    }

    /// <summary>Asks a host to do something with a real server; one that does not answer has that as its problem.</summary>
    internal static async Task<ControlAnswer> AskAsync(StateDirectory state, OrderRequest order, CancellationToken cancellationToken)
    {
        try
        {
            return await ControlClient.AskAsync(
                state.ControlSocket,
                new ControlRequest { Command = ControlRequest.OrderCommand, Order = order },
                AnswerDeadline,
                cancellationToken);
        }
        catch (Exception problem) when (ControlClient.IsSilence(problem))
        {
            return new ControlAnswer { Problem = $"the host does not answer, {Words.Of(problem)}" };
        }
    }
}

using System.Text.Json;
using LvsPluggable.Plugins.Processes;
using LvsPluggable.Trust;

namespace LvsPluggable.Host.Notices;

/// <summary>Tells a program of the user: by arguments, by the environment, and as JSON on standard input.</summary>
internal static class NoticeProgram
{
    /// <summary>How long it may run.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    // What stands for nothing, so that each argument keeps its place.
    private const string None = "-";

    /// <summary>Whether programs are told of a kind of event; the history has all of them.</summary>
    public static bool Tells(NoticeKind kind) => kind <= NoticeKind.Takeover;

    /// <summary>Runs the program to its end.</summary>
    /// <exception cref="InvalidOperationException">It cannot or must not be run, or failed; the message is for people.</exception>
    /// <exception cref="TimeoutException">It was ended well after its deadline.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and has ended.</exception>
    public static async Task RunAsync(NoticeSettings settings, Notice notice, CancellationToken cancellationToken)
    {
        var rule = settings.User is { } user ? new PathTrust(user.User) : new PathTrust();
        var runner = new ProgramRunner(Deadline, new ProgramOptions
        {
            User = settings.User,
            Variables = Variables(notice),
            Input = JsonSerializer.Serialize(notice, NoticeJson.Default.Notice) + "\n",
            Approve = path => Approve(rule, path),
        });
        var result = await runner.RunAsync(settings.Command.Program, [.. settings.Command.Arguments, .. Arguments(notice)], cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"{settings.Command} ended with {result.Ending()}");
        }
    }

    /// <summary>What comes after the arguments of the user's own: event, server, old and new, reason, instance.</summary>
    public static IReadOnlyList<string> Arguments(Notice notice) =>
    [
        NoticeLog.Word(notice.Event), notice.Server ?? None, notice.Old ?? None, notice.New ?? None, notice.Reason.Length == 0 ? None : notice.Reason, notice.Instance,
    ];

    /// <summary>The same, and the rest, as variables of the environment.</summary>
    public static IReadOnlyDictionary<string, string> Variables(Notice notice) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LVSDR_EVENT"] = NoticeLog.Word(notice.Event),
        ["LVSDR_INSTANCE"] = notice.Instance,
        ["LVSDR_SERVICE"] = notice.Service ?? "",
        ["LVSDR_SERVER"] = notice.Server ?? "",
        ["LVSDR_HOST"] = notice.Host ?? "",
        ["LVSDR_OLD"] = notice.Old ?? "",
        ["LVSDR_NEW"] = notice.New ?? "",
        ["LVSDR_REASON"] = notice.Reason,
    };

    private static void Approve(PathTrust rule, string path)
    {
        if (rule.ObjectionTo(path) is { } objection)
        {
            throw new InvalidOperationException(ShownText.Of(objection.ToString()));
        }
    }
}

using LvsPluggable.Host.Notices;
using LvsPluggable.Plugins.Scripts;

namespace LvsPluggable.Host.Settings;

/// <summary>Who is told what happens.</summary>
internal static class NoticeParameters
{
    /// <summary>The program that is told.</summary>
    public static Parameter<ScriptCommand> Notify { get; } = new()
    {
        Name = "notify",
        ShortDescription = "Program that is told what happens",
        LongDescription = "A program and its arguments, split at white space; no shell is involved. It is run when something happens, and gets "
            + "six more arguments: the event (up, down, doubted, draining, drained, weight; quorum; degraded, recovered; start, stop, "
            + "takeover), the real server's address and port, its old and its new state or weight, the reason, and the instance; \"-\" "
            + "stands for nothing. The same and more is in LVSDR_ variables and, as JSON, on standard input. Nothing waits for it: it is "
            + "run once at a time for each real server, for 30 s at most, and what it does changes nothing. It should belong to root and be "
            + "writable by nobody else, as every folder on the way to it.",
        Parse = ScriptCommand.Parse,
        Expected = "a program and its arguments",
    };

    /// <summary>Whose rights it has.</summary>
    public static Parameter<ScriptUser> NotifyUser { get; } = new()
    {
        Name = "notify_user",
        ShortDescription = "User that the notify program runs as",
        LongDescription = "USER or USER:GROUP, by name or number: the program of notify runs with this user's rights, and no way to more.",
        Default = "nobody",
        Parse = ScriptUser.Parse,
        Expected = ScriptUser.Expected,
    };

    /// <summary>Who is told; null when nobody is.</summary>
    /// <param name="settings">The parameters.</param>
    /// <param name="mistakes">Gets a sentence when the user does not exist.</param>
    public static NoticeSettings? Read(ParameterValues settings, ICollection<string> mistakes)
    {
        if (!settings.TryGet(Notify, out var command))
        {
            return null;
        }

        try
        {
            return new NoticeSettings(command, settings.Get(NotifyUser).Find(NotifyUser.Name));
        }
        catch (FormatException wrong)
        {
            mistakes.Add($"{wrong.Message}.");
            return null;
        }
    }
}

using System.Globalization;
using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Plugins.Scripts;

/// <summary>Who scripts run as, as the user wrote it.</summary>
/// <param name="User">A name or number.</param>
/// <param name="Group">A name or number; null for the user's own group.</param>
internal sealed record ScriptUser(string User, string? Group)
{
    /// <summary>What a right text looks like.</summary>
    public const string Expected = "USER or USER:GROUP, by name or number";

    /// <exception cref="FormatException">It is neither a user nor a user and a group.</exception>
    public static ScriptUser Parse(string text)
    {
        var words = text.Split(':');
        return words.Length <= 2 && Array.TrueForAll(words, word => word.Length > 0 && !word.Any(char.IsWhiteSpace))
            ? new ScriptUser(words[0], words.Length == 2 ? words[1] : null)
            : throw new FormatException($"should be {Expected}");
    }

    /// <summary>Looks both up. As with chown(1), a name of digits alone is a name first.</summary>
    /// <param name="parameter">The parameter whose value it is.</param>
    /// <exception cref="FormatException">One does not exist; the message names the parameter.</exception>
    public ProgramUser Find(string parameter)
    {
        var number = Number(User);
        var account = UserDatabase.FindUser(User) ?? (number is { } user ? UserDatabase.FindUser(user) : null);
        if (account is null && number is null)
        {
            throw Mistake(parameter, "names no user of this machine");
        }

        if (Group is null)
        {
            return account ?? throw Mistake(parameter, "is a number without an entry among this machine's users, so it needs a group as well");
        }

        var group = UserDatabase.FindGroup(Group) ?? Number(Group) ?? throw Mistake(parameter, "names no group of this machine");
        return account is null ? new ProgramUser { User = number!.Value, Group = group } : account with { Group = group };
    }

    public override string ToString() => Group is null ? User : $"{User}:{Group}";

    // The last number means "leave it as it is" to the system's calls.
    private static uint? Number(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != uint.MaxValue ? number : null;

    private FormatException Mistake(string parameter, string what) => new($"{parameter}={ShownText.Of(ToString())} {what}; it should be {Expected}");
}

namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads MISC_CHECK.</summary>
internal static class KeepalivedMisc
{
    private const string Parameter = "realserver_check_active_real_server_script";

    /// <summary>Reads one.</summary>
    /// <returns>Whether it is a check here, too.</returns>
    public static bool Read(Statement checker, KeepalivedChecks checks)
    {
        if (checker.Block.FindLast(statement => statement.Keyword == "misc_path") is not { } path)
        {
            checker.TakeWhole();
            checks.Conversion.Leave(checker.Place, $"MISC_CHECK of {checks.Server.Host} is left out: it has no misc_path, without which keepalived does not take it either.");
            return false;
        }

        if (checker.TakeLast("user") is { } user)
        {
            checks.Add(checker, "script_user", string.Join(':', user.Words.Take(2)));
        }

        // A path that is not quoted has its arguments beside it.
        var words = path.Words.Count == 1 ? KeepalivedWords.Arguments(path.Word(0)) : path.Words;
        var script = ExitStatusScript.Write([.. words.Select(word => word == checks.Server.Host ? ExitStatusScript.Server : word)]);
        if (script is null)
        {
            checks.Conversion.Leave(
                path.Place, $"\"{path}\" is left out: it has blanks or quotes in its words, and scripts are split at blanks. Make it a script of its own, which prints t, as {Parameter}.");
        }
        else
        {
            checks.Add(checker, Parameter, script);
        }

        checker.TakeLast("misc_path");
        return true;
    }
}

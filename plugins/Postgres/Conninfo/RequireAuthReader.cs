namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Reads require_auth, the methods of authentication that are allowed, or each with a <c>!</c> before it those that are not
/// (pqConnectOptions2 in src/interfaces/libpq/fe-connect.c since PostgreSQL 16), and says it in the words of Npgsql.
/// </summary>
internal static class RequireAuthReader
{
    private static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["password"] = "Password",
        ["md5"] = "MD5",
        ["gss"] = "GSS",
        ["sspi"] = "SSPI",
        ["scram-sha-256"] = "ScramSHA256",
        ["none"] = "None",
    };

    /// <summary>Reads it.</summary>
    /// <param name="values">The values of the keywords.</param>
    /// <param name="mistakes">Where mistakes are added.</param>
    /// <returns>The value for Npgsql; null when every method is allowed.</returns>
    public static string? Read(ConninfoValues values, Mistakes mistakes)
    {
        if (values.Text("require_auth") is not { } text)
        {
            return null;
        }

        var words = text.Split(',');
        var forbids = words.All(word => word.StartsWith('!'));
        if (!forbids && words.Any(word => word.StartsWith('!')))
        {
            mistakes.Add("require_auth should have a ! before every method or before none");
            return null;
        }

        var methods = words.Select(word => word.TrimStart('!')).ToList();
        if (methods.Distinct().Count() < methods.Count)
        {
            mistakes.Add("require_auth should name each method once");
        }

        // OAuth is never used, so to forbid it changes nothing, and to ask for it cannot be met.
        var known = methods.Where(method => !(forbids && method == "oauth")).ToList();
        foreach (var method in known.Where(method => !Methods.ContainsKey(method)))
        {
            mistakes.Add($"the method {mistakes.Show(method)} in require_auth should be one of {string.Join(", ", Methods.Keys)}");
        }

        if (forbids && Methods.Keys.All(known.Contains))
        {
            mistakes.Add("require_auth forbids every method; it should leave one");
        }

        var translated = known.Where(Methods.ContainsKey).Select(method => (forbids ? "!" : "") + Methods[method]);
        return known.Count == 0 ? null : string.Join(',', translated);
    }
}

using Npgsql;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>
/// Reads channel_binding and require_auth: the methods of authentication that are allowed, or each with a <c>!</c> before it those
/// that are not (pqConnectOptions2 in src/interfaces/libpq/fe-connect.c since PostgreSQL 16).
/// </summary>
internal static class RequireAuthReader
{
    private static readonly (string Word, ChannelBinding Meaning)[] Bindings =
        [("disable", ChannelBinding.Disable), ("prefer", ChannelBinding.Prefer), ("require", ChannelBinding.Require)];

    // With Npgsql's words for them.
    private static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["password"] = "Password",
        ["md5"] = "MD5",
        ["gss"] = "GSS",
        ["sspi"] = "SSPI",
        ["scram-sha-256"] = "ScramSHA256",
        ["none"] = "None",
    };

    /// <summary>Reads them.</summary>
    /// <param name="values">The values of the keywords.</param>
    /// <param name="mistakes">Where mistakes are added.</param>
    public static ConninfoAuthentication Read(ConninfoValues values, Mistakes mistakes)
    {
        var binding = values.Word("channel_binding", Bindings) ?? ChannelBinding.Prefer;
        var allowed = ReadMethods(values.Text("require_auth"), mistakes) ?? [];
        var authentication = new ConninfoAuthentication
        {
            Methods = [.. (allowed.Count > 0 ? allowed : [.. Methods.Keys]).Select(method => Methods[method])],
            NamesPassword = allowed is ["password"] || (allowed.Contains("password") && !values.Text("require_auth")!.Contains('!')),
            ChannelBinding = binding,
        };
        if (!authentication.CanBind)
        {
            mistakes.Add("channel_binding=require is only met by scram-sha-256, which require_auth does not allow");
        }

        if (binding == ChannelBinding.Require && values.Text("sslmode") == "disable")
        {
            mistakes.Add("channel_binding=require needs TLS, and sslmode is disable; it should be require, verify-ca or verify-full");
        }

        return authentication;
    }

    // Null when every method is allowed, and after a mistake.
    private static List<string>? ReadMethods(string? text, Mistakes mistakes)
    {
        if (text is null)
        {
            return null;
        }

        var words = text.Split(',');
        var forbids = words.All(word => word.StartsWith('!'));
        if (!forbids && words.Any(word => word.StartsWith('!')))
        {
            mistakes.Add($"require_auth {mistakes.Show(text)} should have a ! before every method or before none");
            return null;
        }

        var methods = words.Select(word => word.TrimStart('!')).ToList();
        if (methods.Distinct().Count() < methods.Count)
        {
            mistakes.Add($"require_auth {mistakes.Show(text)} should name each method once");
        }

        // OAuth is never used, so to forbid it changes nothing, and to ask for it cannot be met.
        var known = methods.Where(method => !(forbids && method == "oauth")).ToList();
        foreach (var method in known.Where(method => !Methods.ContainsKey(method)))
        {
            mistakes.Add($"the method {mistakes.Show(method)} in require_auth should be one of {string.Join(", ", Methods.Keys)}");
        }

        var allowed = forbids ? Methods.Keys.Except(known) : known.Where(Methods.ContainsKey);
        if (forbids && !allowed.Any())
        {
            mistakes.Add($"require_auth {mistakes.Show(text)} forbids every method; it should leave one");
        }

        return [.. allowed];
    }
}

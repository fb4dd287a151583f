namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads HTTP_GET and SSL_GET.</summary>
internal static class KeepalivedHttp
{
    // Options of PCRE that an expression may say itself.
    private static readonly Dictionary<string, string> Inline = new(StringComparer.Ordinal)
    {
        ["caseless"] = "i",
        ["dotall"] = "s",
        ["multiline"] = "m",
        ["extended"] = "x",
    };

    /// <summary>Reads one.</summary>
    public static void Read(Statement checker, KeepalivedUsual usual, KeepalivedChecks checks)
    {
        checker.TakeLast("fast_recovery");
        checker.TakeLast("enable_sni");
        if (checker.Block.FindLast(statement => statement.Keyword == "http_protocol") is { } protocol && protocol.Word(0) is "1.1" or "1.0C")
        {
            checker.TakeLast("http_protocol");
        }

        var urls = checker.Block.Where(statement => statement.Keyword == "url").ToList();
        var url = urls.FirstOrDefault()?.Take() ?? new Statement(checker.Place, "url", []);
        checks.Add(checker, "http_check", url.TakeLast("path")?.Word(0) is { Length: > 0 } path ? path : "/");
        checks.Add(checker, "http_check_statuses", url.TakeLast("status_code") is { } codes ? string.Join(' ', codes.Words) : "200-299");
        checks.Add(checker, "http_check_host", url.TakeLast("virtualhost")?.Word(0) ?? usual["virtualhost"]);
        checks.Add(checker, "http_check_tls", checker.Keyword == "SSL_GET" ? "true" : null);
        if (!url.Block.Exists(statement => statement.Keyword == "regex_no_match"))
        {
            ReadExpression(checker, url, checks);
        }

        foreach (var other in urls.Skip(1))
        {
            other.TakeWhole();
            checks.Conversion.Leave(
                other.Place,
                $"The url {other.Block.Find(statement => statement.Keyword == "path")?.Word(0)} of {checks.Server.Host} is left out: http_check asks for one path; "
                + "one that says how all of them are may be made on the server.");
        }
    }

    private static void ReadExpression(Statement checker, Statement url, KeepalivedChecks checks)
    {
        if (url.TakeLast("regex")?.Word(0) is not { Length: > 0 } regex)
        {
            return;
        }

        var letters = "";
        if (url.Block.FindLast(statement => statement.Keyword == "regex_options")?.Words.All(Inline.ContainsKey) is true)
        {
            letters = string.Concat(url.TakeLast("regex_options")!.Words.Select(word => Inline[word]));
        }

        checks.Add(checker, "http_check_expression", letters.Length > 0 ? $"(?{letters}){regex}" : regex);
    }
}

namespace LvsPluggable.Host.Converting.Ldirectord;

/// <summary>Makes services of an ldirectord.cf.</summary>
internal static class LdirectordMapper
{
    /// <summary>Makes them.</summary>
    public static Conversion Map(IReadOnlyList<Statement> statements)
    {
        var conversion = new Conversion();
        var globals = new Statement(new SourcePlace("", 0), "", []);
        globals.Block.AddRange(statements.Where(statement => statement.Keyword is not ("virtual" or "virtual6")));
        TakeWhatIsSo(globals.Block);
        foreach (var one in statements.Except(globals.Block))
        {
            one.Take();
            TakeWhatIsSo(one.Block);
            if (LdirectordService.Make(new LdirectordValues(globals, one), conversion) is { } service)
            {
                conversion.Services.Add(service);
            }
        }

        conversion.LeaveUntaken(statements, LdirectordAdvice.Of);
        return conversion;
    }

    // What lvsdr does anyway.
    private static void TakeWhatIsSo(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements.Where(statement => (statement.Keyword, statement.Word(0)) is
            ("autoreload", "no") or ("cleanstop", "yes") or ("fork", "yes" or "no") or ("supervised", "no") or ("readdquiescent", "yes")))
        {
            statement.Take();
        }
    }
}

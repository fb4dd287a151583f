namespace LvsPluggable.Host.Converting.Ldirectord;

/// <summary>Makes services of an ldirectord.cf.</summary>
internal static class LdirectordMapper
{
    // Global values that virtuals have too; where there is no virtual nobody else looks at them.
    private static readonly string[] Shared =
        ["checktimeout", "negotiatetimeout", "checkinterval", "failurecount", "fallback", "fallback6", "quiescent"];

    /// <summary>Makes them.</summary>
    public static Conversion Map(IReadOnlyList<Statement> statements)
    {
        var conversion = new Conversion();
        var globals = statements.Where(statement => statement.Keyword is not ("virtual" or "virtual6")).ToList();
        TakeWhatIsSo(globals);
        foreach (var one in statements.Except(globals))
        {
            one.Take();
            TakeWhatIsSo(one.Block);
            if (LdirectordService.Make(new LdirectordValues(globals, one), conversion) is { } service)
            {
                conversion.Services.Add(service);
            }
        }

        foreach (var statement in globals.Where(statement => Shared.Contains(statement.Keyword)))
        {
            statement.Take();
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

namespace LvsPluggable.Host.Converting.Ldirectord;

/// <summary>What real servers are asked for, and what they should answer.</summary>
/// <param name="Values">What counts in the virtual.</param>
/// <param name="Reals">The real servers, which may say it for themselves.</param>
internal sealed record LdirectordQuestion(LdirectordValues Values, IReadOnlyList<LdirectordReal> Reals)
{
    /// <summary>The request that all have; of those that differ, the first.</summary>
    public (SourcePlace Place, string Text) Request(Conversion conversion) => Common("request", "/", real => real.Request, conversion);

    /// <summary>The pattern of the answer that all have; of those that differ, the first. Empty where there is none.</summary>
    public (SourcePlace Place, string Text) Receive(Conversion conversion) => Common("receive", "", real => real.Receive, conversion);

    /// <summary>Names what real servers say for themselves and the check does not ask; what the virtual says is left over by itself.</summary>
    public void SayUnasked(Conversion conversion)
    {
        foreach (var real in Reals)
        {
            foreach (var (directive, text) in new[] { ("request", real.Request), ("receive", real.Receive) })
            {
                if (text is not null)
                {
                    conversion.Leave(real.Server.Place, $"The {directive} \"{text}\" of {real.Server.Host} is left out: the check has no use for it.");
                }
            }
        }
    }

    private (SourcePlace Place, string Text) Common(string directive, string usual, Func<LdirectordReal, string?> own, Conversion conversion)
    {
        var ofVirtual = Values.Own(directive);
        var all = Reals.Select(real => (real.Server.Place, Text: own(real) ?? ofVirtual?.Word(0) ?? usual, real.Server.Host)).ToList();
        if (all.Count == 0)
        {
            return (ofVirtual?.Place ?? Values.Virtual.Place, ofVirtual?.Word(0) ?? usual);
        }

        foreach (var other in all.Where(one => one.Text != all[0].Text))
        {
            conversion.Leave(
                other.Place, $"The {directive} \"{other.Text}\" of {other.Host} is left out: real servers of a service are asked alike, here with \"{all[0].Text}\".");
        }

        return (ofVirtual?.Place ?? all[0].Place, all[0].Text);
    }
}

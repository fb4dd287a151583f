namespace LvsPluggable.Postgres.Failures;

/// <summary>A failure that is judged where it is found, because its exception alone does not tell what it means.</summary>
internal sealed class FailureException(Verdict verdict, string words) : Exception(words)
{
    public Failure Failure { get; } = new(verdict, words);
}

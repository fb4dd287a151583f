namespace LvsPluggable.Postgres.Failures;

/// <summary>A failure that is judged where it is found, because its exception alone does not tell what it means.</summary>
internal class FailureException : Exception
{
    public FailureException(Verdict verdict, string words)
        : this(new Failure(verdict, words))
    {
    }

    public FailureException(Failure failure)
        : base(failure.Words) => Failure = failure;

    public Failure Failure { get; }
}

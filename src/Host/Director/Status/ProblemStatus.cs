namespace LvsPluggable.Host.Director.Status;

/// <summary>Something that is not as it should be.</summary>
internal sealed record ProblemStatus
{
    public required string What { get; init; }

    public required DateTimeOffset Since { get; init; }
}

using LvsPluggable.Host.Director.Status;

namespace LvsPluggable.Host.Director;

/// <summary>Remembers since when each problem has lasted.</summary>
/// <param name="time">The clock.</param>
/// <param name="service">The virtual service that they are about; null when they are about all.</param>
internal sealed class ProblemBook(TimeProvider time, string? service = null)
{
    private readonly Dictionary<string, DateTimeOffset> _since = new(StringComparer.Ordinal);

    /// <summary>The problems there are now, each with a key that stays the same while its words may change.</summary>
    public IReadOnlyList<ProblemStatus> Update(IReadOnlyList<(string Key, string What)> problems)
    {
        foreach (var gone in _since.Keys.Except(problems.Select(problem => problem.Key)).ToList())
        {
            _since.Remove(gone);
        }

        foreach (var (key, _) in problems)
        {
            _since.TryAdd(key, time.GetUtcNow());
        }

        return [.. problems.Select(problem => new ProblemStatus
        {
            What = problem.What,
            Since = _since[problem.Key],
            Key = problem.Key,
            Service = service,
        })];
    }
}

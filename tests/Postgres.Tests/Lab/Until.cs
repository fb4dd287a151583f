using System.Diagnostics;

namespace LvsPluggable.Postgres.Tests.Lab;

internal static class Until
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Polls until a condition holds.</summary>
    /// <exception cref="TimeoutException">It does not in time.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline)
            {
                throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>Asks again and again until the answer is a certain one.</summary>
    public static async Task<T> AnswerAsync<T>(Func<ValueTask<T>> ask, Predicate<T> isIt, string what)
    {
        T answer = default!;
        await HoldsAsync(
            async () =>
            {
                answer = await ask();
                return isIt(answer);
            },
            what);
        return answer;
    }
}

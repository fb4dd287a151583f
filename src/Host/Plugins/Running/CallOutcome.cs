namespace LvsPluggable.Host.Plugins.Running;

/// <summary>How one call into a plugin ended: with an answer, with an exception, or not in time.</summary>
internal readonly record struct CallOutcome<T>
{
    private CallOutcome(T? answer, string? problem, bool isAnswer, bool isLate)
    {
        Answer = answer;
        Problem = problem;
        IsAnswer = isAnswer;
        IsLate = isLate;
    }

    /// <summary>What the plugin answered; meaningful only when <see cref="IsAnswer"/>.</summary>
    public T? Answer { get; }

    /// <summary>Why there is no answer, in words.</summary>
    public string? Problem { get; }

    public bool IsAnswer { get; }

    public bool IsLate { get; }

    public static CallOutcome<T> Answered(T answer) => new(answer, null, isAnswer: true, isLate: false);

    public static CallOutcome<T> Failed(string problem) => new(default, problem, isAnswer: false, isLate: false);

    public static CallOutcome<T> Late(string problem) => new(default, problem, isAnswer: false, isLate: true);
}

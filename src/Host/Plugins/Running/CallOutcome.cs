namespace LvsPluggable.Host.Plugins.Running;

/// <summary>How one call into a plugin ended: with an answer, with an exception, not in time, or because its answer is known otherwise.</summary>
internal readonly record struct CallOutcome<T>
{
    /// <summary>What the plugin answered; meaningful only when <see cref="IsAnswer"/>.</summary>
    public T? Answer { get; private init; }

    /// <summary>Why there is no answer, in words.</summary>
    public string? Problem { get; private init; }

    public bool IsAnswer { get; private init; }

    public bool IsLate { get; private init; }

    /// <summary>Whether something else than the plugin answered meanwhile, for certain.</summary>
    public bool IsForestalled { get; private init; }

    /// <summary>Whether the plugin itself woke the host for it.</summary>
    public bool IsWoken { get; init; }

    /// <summary>How long the call ran.</summary>
    public TimeSpan Took { get; init; }

    public static CallOutcome<T> Answered(T answer) => new() { Answer = answer, IsAnswer = true };

    public static CallOutcome<T> Failed(string problem) => new() { Problem = problem };

    public static CallOutcome<T> Late(string problem) => new() { Problem = problem, IsLate = true };

    public static CallOutcome<T> Forestalled(string problem) => new() { Problem = problem, IsForestalled = true };
}

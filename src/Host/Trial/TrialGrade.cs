namespace LvsPluggable.Host.Trial;

/// <summary>What a call means to somebody who waits for a plugin to work.</summary>
internal enum TrialGrade
{
    /// <summary>A list of which every server can be used, or a server that is fit.</summary>
    Good,

    /// <summary>An answer, but not that: a server that is to be drained, a list that is less than it should be.</summary>
    Doubtful,

    /// <summary>No answer, or a server that is not fit.</summary>
    Bad,
}

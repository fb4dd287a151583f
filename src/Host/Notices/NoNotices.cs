namespace LvsPluggable.Host.Notices;

/// <summary>Tells nobody.</summary>
internal sealed class NoNotices : INotices
{
    public static NoNotices Instance { get; } = new();

    /// <inheritdoc/>
    public void Use(NoticeSettings? settings)
    {
    }

    /// <inheritdoc/>
    public void Take(Notice notice)
    {
    }
}

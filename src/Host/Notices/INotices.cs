namespace LvsPluggable.Host.Notices;

/// <summary>Takes notices. Nobody waits for what comes of them.</summary>
internal interface INotices
{
    /// <summary>Takes the settings that are in force from now on.</summary>
    void Use(NoticeSettings? settings);

    /// <summary>Takes a notice; never blocks, never throws.</summary>
    void Take(Notice notice);
}

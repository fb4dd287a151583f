namespace LvsPluggable.Host.Director.Kernel;

/// <summary>Where it is kept what settings were before, for the host that gives them back.</summary>
internal interface IFormerSettings
{
    /// <summary>All of them.</summary>
    IReadOnlyList<FormerSetting> Recall();

    /// <summary>Replaces all of them.</summary>
    void Remember(IReadOnlyList<FormerSetting> settings);

    /// <summary>What the other instances on this machine have changed.</summary>
    IReadOnlyList<FormerSetting> RecallOthers();

    /// <summary>Whether this instance has the daemon of synchronisation run.</summary>
    bool Synchronises { get; set; }

    /// <summary>Whether another instance on this machine has it run.</summary>
    bool OthersSynchronise { get; }
}

namespace LvsPluggable.Host.Director.Kernel;

/// <summary>Where it is kept what settings were before, for the host that gives them back.</summary>
internal interface IFormerSettings
{
    /// <summary>All of them.</summary>
    IReadOnlyList<FormerSetting> Recall();

    /// <summary>Replaces all of them.</summary>
    void Remember(IReadOnlyList<FormerSetting> settings);

    /// <summary>Says whether this instance has the daemon of synchronisation run.</summary>
    void ClaimSynchronisation(bool isClaimed);

    /// <summary>Whether another instance on this machine has it run.</summary>
    bool OthersSynchronise { get; }
}

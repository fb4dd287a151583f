namespace LvsPluggable.Host.Ipvs;

/// <summary>One change of the kernel's table.</summary>
internal sealed record TableChange
{
    public required ChangeKind Kind { get; init; }

    public required VirtualService Service { get; init; }

    /// <summary>The real server as it is to be, or the one to delete; null where the change is about the virtual service.</summary>
    public Destination? Destination { get; init; }

    /// <summary>The real server as it is, where it is edited.</summary>
    public Destination? Before { get; init; }

    public override string ToString() => Kind switch
    {
        ChangeKind.AddService => $"add service {Service.ToSaveLine()}",
        ChangeKind.EditService => $"edit service {Service.ToSaveLine()}",
        ChangeKind.AddDestination => $"add {Destination!.EndPoint} weight {Destination.Weight}",
        ChangeKind.EditDestination or ChangeKind.QuiesceDestination when Before!.Weight != Destination!.Weight =>
            $"change {Destination.EndPoint} from weight {Before.Weight} to {Destination.Weight}",
        ChangeKind.EditDestination or ChangeKind.QuiesceDestination => $"change {Destination!.EndPoint} from {Before!.ToOptions()} to {Destination.ToOptions()}",
        _ => $"remove {Destination!.EndPoint}",
    };
}

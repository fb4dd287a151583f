namespace LvsPluggable.Host.Ipvs;

/// <summary>What one change does, in the order in which changes are made: nothing is taken away before what replaces it is there.</summary>
internal enum ChangeKind
{
    AddService,
    EditService,
    AddDestination,
    EditDestination,
    QuiesceDestination,
    DeleteDestination,
}

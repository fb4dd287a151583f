namespace LvsPluggable.Host.Ipvs;

/// <summary>Whether an option of ipvsadm is followed by a value.</summary>
internal enum OptionArgument
{
    None,
    Required,
    Optional,
}

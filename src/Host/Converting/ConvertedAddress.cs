namespace LvsPluggable.Host.Converting;

/// <summary>A virtual address that is put on an interface.</summary>
/// <param name="Address">The address.</param>
/// <param name="Prefix">The length of its prefix; null where nobody says.</param>
/// <param name="Interface">The network interface; null where nobody says.</param>
/// <param name="Group">The name of those that move together.</param>
internal sealed record ConvertedAddress(string Address, string? Prefix, string? Interface, string Group);

using System.Net;

namespace LvsPluggable.Host.Discovery;

/// <summary>An address of an interface.</summary>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">How many of its leading bits it has in common with its network.</param>
internal sealed record IPNetworkAddress(IPAddress Address, int PrefixLength)
{
    /// <summary>Whether another address is in its network.</summary>
    public bool Reaches(IPAddress other)
    {
        var mine = Address.GetAddressBytes();
        var others = other.GetAddressBytes();
        if (mine.Length != others.Length)
        {
            return false;
        }

        for (var bit = 0; bit < PrefixLength; bit++)
        {
            var mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (others[bit / 8] & mask))
            {
                return false;
            }
        }

        return true;
    }
}

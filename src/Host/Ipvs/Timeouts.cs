using System.Globalization;

namespace LvsPluggable.Host.Ipvs;

/// <summary>How long the kernel keeps connections that send nothing, for all virtual services (<c>ipvsadm --set</c>), in seconds.</summary>
/// <param name="Tcp">Established connections of TCP.</param>
/// <param name="TcpFin">Connections of TCP that are being closed.</param>
/// <param name="Udp">What stands for a connection of UDP.</param>
internal sealed record Timeouts(int Tcp, int TcpFin, int Udp)
{
    public const string Expected = "three numbers of seconds, for TCP, for TCP after a FIN, and for UDP, such as \"900 120 300\"; 0 leaves one as it is";

    // The kernel takes INT_MAX / HZ, and HZ is 1000 at most.
    private const int Longest = int.MaxValue / 1000;

    /// <exception cref="FormatException">It is something else.</exception>
    public static Timeouts Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = Array.ConvertAll(
            words, word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Longest ? number : -1);
        return numbers.Length == 3 && !numbers.Contains(-1)
            ? new Timeouts(numbers[0], numbers[1], numbers[2])
            : throw new FormatException("should be " + Expected);
    }
}

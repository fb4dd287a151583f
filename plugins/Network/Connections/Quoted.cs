using LvsPluggable.Text;

namespace LvsPluggable.Plugins.Network.Connections;

/// <summary>Shows what another machine said.</summary>
internal static class Quoted
{
    private const int Longest = 100;

    /// <summary>A text in quotes, on one line, cut where it is long.</summary>
    public static string Of(string text) => $"\"{OneLine.Of(text.Trim(), Longest)}\"";
}

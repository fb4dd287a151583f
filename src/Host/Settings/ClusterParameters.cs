namespace LvsPluggable.Host.Settings;

/// <summary>What the cluster is told.</summary>
internal static class ClusterParameters
{
    private const int LongestName = 64;

    /// <summary>The node attribute that says how many real servers are fit, as this node sees them.</summary>
    public static Parameter<string> PublishAttribute { get; } = new()
    {
        Name = "publish_attribute",
        ShortDescription = "Node attribute for the number of fit real servers",
        LongDescription = "The name of a node attribute in which Pacemaker keeps how many real servers take new connections, as the host on this "
            + "node sees them, the fallback server left out; for rules that move the director away from a node that cannot see them. It is there "
            + "while a host runs: with warm=true of ocf:lvs:lvs on every node. It changes through attrd_updater, which has to be there.",
        Parse = ReadName,
        Expected = "the name of a node attribute",
    };

    private static string ReadName(string text) =>
        text.Length is > 0 and <= LongestName && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? text
            : throw new FormatException($"should be a letter and then letters, digits, \"-\", \"_\" and \".\", {LongestName} characters at most");
}

using System.Collections;

namespace LvsPluggable.Host.Tests.Director;

/// <summary>Lists of real servers that are code, and that nobody would wish for.</summary>
internal static class HostileLists
{
    /// <summary>Each list, and words of the problem that it is.</summary>
    public static IReadOnlyDictionary<string, (Func<IReadOnlyList<RealServer>> List, string Said)> All { get; } =
        new Dictionary<string, (Func<IReadOnlyList<RealServer>>, string)>(StringComparer.Ordinal)
        {
            ["throws while it is read"] = (() => new Reading(Throwing), "the list is broken"),
            ["throws when it is to be read"] = (() => new Reading(() => throw new InvalidOperationException("no list")), "no list"),
            ["gives nothing to read"] = (() => new Reading(() => null!), "reference"),
            ["never ends"] = (() => new Reading(Endless), "max_real_servers"),
            ["changes while it is read"] = (() => new Reading(Changing), "modified"),
            ["has a null server"] = (() => [Support.Make.Server(3), null!], "a null server"),
            ["has a server without a name"] = (() => [new RealServer { Host = null! }], "printable"),
            ["has null in place of labels"] = (() => new Reading(() => [Support.Make.Server(3) with { Labels = null! }]), "cannot be null"),
            ["has labels that throw"] = (() => [Support.Make.Server(3) with { Labels = new CodedLabels(ThrowingLabels) }], "the labels are broken"),
        };

    private static IEnumerable<RealServer> Throwing()
    {
        yield return Support.Make.Server(3);
        throw new InvalidOperationException("the list is broken");
    }

    private static IEnumerable<RealServer> Endless()
    {
        while (true)
        {
            yield return Support.Make.Server(3);
        }
    }

    private static IEnumerable<RealServer> Changing()
    {
        List<RealServer> servers = [Support.Make.Server(3)];
        foreach (var server in servers)
        {
            servers.Add(server);
            yield return server;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ThrowingLabels() => throw new InvalidOperationException("the labels are broken");

    /// <summary>A list that lies about everything but what it is read as.</summary>
    public sealed class Reading(Func<IEnumerable<RealServer>> read) : IReadOnlyList<RealServer>
    {
        public int Count => int.MaxValue;

        public RealServer this[int index] => throw new NotSupportedException();

        public IEnumerator<RealServer> GetEnumerator() => read().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

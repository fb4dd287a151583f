using System.ComponentModel;

namespace LvsPluggable.Trust;

/// <summary>
/// Whether anybody who is not trusted could change what a path leads to. All that the kernel passes on the way is looked at, every
/// folder up to / and every link: nobody else can then exchange the file between the look and its use.
/// </summary>
internal sealed class PathTrust
{
    private const uint Root = 0;

    // MAXSYMLINKS of linux/namei.h.
    private const int MostLinks = 40;

    private readonly uint[] _owners;

    /// <param name="alsoTrusted">Users that are trusted besides root and the one who runs this program, by number.</param>
    public PathTrust(params uint[] alsoTrusted) => _owners = [Root, FileOwnership.CurrentUser, .. alsoTrusted];

    /// <summary>What is to be said against a file or folder; null when it is to be trusted.</summary>
    public TrustObjection? ObjectionTo(string path)
    {
        try
        {
            return ObjectionToWay(path, out var end) ?? ObjectionToOne(end, FileOwnership.Of(end), stickyWillDo: false);
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return new TrustObjection($"who may write to {path} cannot be told, {failure.Message}", Mend: null);
        }
    }

    private TrustObjection? ObjectionToWay(string path, out string end)
    {
        end = "/";
        var names = new Stack<string>();
        Push(names, Path.Combine(Environment.CurrentDirectory, path));
        var objection = ObjectionToOne(end, FileOwnership.Of(end), stickyWillDo: true);
        for (var links = 0; objection is null && names.TryPop(out var name);)
        {
            if (name == "..")
            {
                end = Path.GetDirectoryName(end) ?? "/";
                continue;
            }

            var next = Path.Combine(end, name);
            var ownership = FileOwnership.Of(next);
            objection = ObjectionToOne(next, ownership, stickyWillDo: true);
            if (!ownership.IsLink)
            {
                end = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException("there are too many links on the way");
            }

            var target = new FileInfo(next).LinkTarget ?? throw new IOException($"{next} is no link any more");
            end = target.StartsWith('/') ? "/" : end;
            Push(names, target);
        }

        return objection;
    }

    // Where the sticky bit is set, who may write to a folder can add to it, but not replace what others have there, and everything
    // below it on the way belongs to somebody trusted.
    private TrustObjection? ObjectionToOne(string path, FileOwnership ownership, bool stickyWillDo)
    {
        if (!IsTrusted(ownership.Owner))
        {
            var trusted = string.Join(" or ", _owners.Distinct().Order().Select(owner => owner == Root ? "root" : $"user {owner}"));
            return new TrustObjection($"{path} belongs to user {ownership.Owner}, not to {trusted}", $"chown root {path}");
        }

        return ownership is { IsLink: false, OthersMayWrite: true } && !(stickyWillDo && ownership.IsSticky)
            ? new TrustObjection($"{path} can be written by others than its owner", $"chmod go-w {path}")
            : null;
    }

    // A search of LINQ's is compiled when it runs, and this runs at every start.
    private bool IsTrusted(uint user)
    {
        foreach (var owner in _owners)
        {
            if (owner == user)
            {
                return true;
            }
        }

        return false;
    }

    private static void Push(Stack<string> names, string path)
    {
        foreach (var name in path.Split('/').Where(name => name is not ("" or ".")).Reverse())
        {
            names.Push(name);
        }
    }
}

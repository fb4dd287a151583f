using System.ComponentModel;
using System.Security.Cryptography;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;
using LvsPluggable.Trust;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>A list of the SHA-256 sums that files of plugins may have, as sha256sum prints it; names in it are for people.</summary>
internal sealed class PluginHashes
{
    private readonly string _list;
    private readonly HashSet<string> _allowed = new(StringComparer.OrdinalIgnoreCase);
    private readonly string? _problem;

    private PluginHashes(string list, string? problem)
    {
        _list = list;
        _problem = problem;
    }

    /// <summary>Reads a list. One that cannot be used allows nothing.</summary>
    public static PluginHashes Read(string path)
    {
        try
        {
            if (new PathTrust().ObjectionTo(path) is { } objection)
            {
                return Unusable(path, $"{objection}");
            }

            var hashes = new PluginHashes(path, null);
            foreach (var (number, line) in File.ReadLines(path).Index().Where(line => line.Item.Trim() is { Length: > 0 } text && text[0] != '#'))
            {
                var sum = line.Split(' ', 2)[0];
                if (sum.Length != SHA256.HashSizeInBytes * 2 || !sum.All(char.IsAsciiHexDigit))
                {
                    return Unusable(path, $"line {number + 1}, \"{OneLine.Of(line, 100)}\", should be a SHA-256 sum and a name, as sha256sum prints them");
                }

                hashes._allowed.Add(sum);
            }

            return hashes;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unusable(path, $"it cannot be read, {Words.WithType(failure)}");
        }
    }

    /// <summary>A list that allows nothing.</summary>
    /// <param name="list">What it is.</param>
    /// <param name="problem">Why.</param>
    public static PluginHashes Unusable(string list, string problem) => new(list, problem);

    /// <summary>Checks every file of a plugin.</summary>
    /// <exception cref="PluginRefusedException">One is not in the list.</exception>
    public void Check(PluginFile file)
    {
        if (_problem is not null)
        {
            throw new PluginRefusedException($"the list of plugin_hashes, {_list}, cannot be used: {_problem}");
        }

        try
        {
            foreach (var (hash, path) in Of(file).Where(entry => !_allowed.Contains(entry.Hash)))
            {
                throw new PluginRefusedException(
                    $"{path} is not in the list of plugin_hashes, {_list}; if it is as it should be, its line there is \"{hash}  {path}\" (lvsdr plugins --hashes)");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new PluginRefusedException($"its files cannot be read, {Words.WithType(failure)}", failure);
        }
    }

    /// <summary>The sums of all files of a plugin.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be read.</exception>
    /// <exception cref="Win32Exception">A link leads nowhere.</exception>
    public static IEnumerable<(string Hash, string Path)> Of(PluginFile file)
    {
        foreach (var path in PluginTree.Entries(file.Folder).Where(File.Exists))
        {
            using var content = File.OpenRead(path);
            yield return (Convert.ToHexStringLower(SHA256.HashData(content)), path);
        }
    }
}

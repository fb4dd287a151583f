namespace LvsPluggable;

/// <summary>The repository in which the tests were built and run.</summary>
internal static class Repository
{
    /// <summary>The full path of a file or folder in the repository; of its root for an empty one.</summary>
    /// <exception cref="InvalidOperationException">The tests run elsewhere.</exception>
    public static string PathOf(string inside)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LvsPluggable.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, inside);
    }
}

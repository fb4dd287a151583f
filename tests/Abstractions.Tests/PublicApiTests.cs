using System.Runtime.CompilerServices;

namespace LvsPluggable.Tests;

public class PublicApiTests
{
    private const string Accept = "LVSDR_ACCEPT_PUBLIC_API";

    [Fact]
    public void The_public_surface_is_the_one_that_was_agreed_on()
    {
        var file = Path.Combine(Folder(), "PublicApi.txt");
        var lines = new PublicApi().Lines(typeof(ILvsPlugin).Assembly);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllLines(file, File.ReadLines(file).Where(IsHistory).Concat(lines));
        }

        var agreed = Agreed(file);
        var changes = agreed.Except(lines).Select(line => "- " + line).Concat(lines.Except(agreed).Select(line => "+ " + line));

        Assert.True(
            lines.SequenceEqual(agreed),
            "The contract that plugins compile against has changed:\n" + string.Join('\n', changes)
            + $"\nRemoving or changing a line breaks plugins and needs a new major version, adding one a new minor version. To accept it: "
            + $"{Accept}=1 dotnet test tests/Abstractions.Tests");
    }

    private static string[] Agreed(string file) => [.. File.ReadLines(file).Where(line => !IsHistory(line))];

    private static bool IsHistory(string line) => line.StartsWith('#');

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

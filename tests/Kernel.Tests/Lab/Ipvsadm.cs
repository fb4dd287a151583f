namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>ipvsadm, the oracle of these tests, and the hand that changes the table behind the program's back.</summary>
internal static class Ipvsadm
{
    /// <summary>The whole table, as <c>ipvsadm-save -n</c> prints it, in a fixed order.</summary>
    public static async Task<string> SaveAsync() => Sorted((await Shell.RunAsync("ipvsadm-save", "-n")).Expect(0).Output.Split('\n'));

    /// <summary>The part of the table that belongs to one service, such as <c>-t 10.0.0.1:80</c>.</summary>
    public static async Task<string> SaveAsync(string service) =>
        Sorted((await SaveAsync()).Split('\n').Where(line => line.Contains($" {service} ", StringComparison.Ordinal)));

    /// <summary>Runs ipvsadm with these words.</summary>
    public static async Task DoAsync(string words) => (await Shell.RunAsync(["ipvsadm", .. words.Split(' ')])).Expect(0);

    /// <summary>How many active connections a destination has, as <c>ipvsadm -Ln</c> counts them.</summary>
    public static async Task<int> ActiveConnectionsAsync(string service, string server)
    {
        var list = (await Shell.RunAsync(["ipvsadm", "-Ln", .. service.Split(' ')])).Expect(0).Output;
        var words = list.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(line => line.Length == 6 && line[1] == server);
        return words is null ? 0 : int.Parse(words[4]);
    }

    /// <summary>Lines in the order in which this class gives them.</summary>
    public static string Sorted(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0).Order(StringComparer.Ordinal));
}

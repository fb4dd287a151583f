namespace LvsPluggable.TestPlugins;

/// <summary>The servers that a text names.</summary>
public sealed class ChattySource(string servers) : IRealServerSource
{
    public ValueTask<IReadOnlyList<RealServer>> GetRealServersAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("chatty: asked");
        return servers == "fail"
            ? throw new InvalidOperationException("no list today")
            : ValueTask.FromResult<IReadOnlyList<RealServer>>([.. servers.Split(' ').Select(host => new RealServer { Host = host })]);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

namespace LvsPluggable.Kernel.Tests.Promotable;

/// <summary>What the tests of the agent lvs share: a fresh node for each.</summary>
public abstract class PromotableTest : IAsyncLifetime
{
    private PromotableNode? _node;

    private protected PromotableNode Node => _node ?? throw new InvalidOperationException("A test begins with SetUpAsync.");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    /// <summary>Makes the node, or skips the test: only the test itself can be skipped, so it is the one to call this.</summary>
    private protected async Task SetUpAsync() => _node = await PromotableNode.CreateAsync();
}

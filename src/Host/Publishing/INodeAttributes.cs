namespace LvsPluggable.Host.Publishing;

/// <summary>The cluster's attributes of this node, those that last until it leaves.</summary>
internal interface INodeAttributes
{
    /// <summary>Sets one.</summary>
    /// <exception cref="InvalidOperationException">The cluster does not take it; the message is for people.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task SetAsync(string name, string value, CancellationToken cancellationToken);

    /// <summary>Removes one.</summary>
    /// <exception cref="InvalidOperationException">The cluster does not take it; the message is for people.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}

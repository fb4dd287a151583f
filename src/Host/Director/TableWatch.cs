using LvsPluggable.Host.Ipvs;

namespace LvsPluggable.Host.Director;

/// <summary>
/// Tells whether a pass would find anything to do, in a turn that only the time brought: not while the kernel's table is as it was when a pass
/// found it right.
/// </summary>
/// <param name="kernel">The kernel's table.</param>
/// <param name="definition">The virtual service and its twins.</param>
internal sealed class TableWatch(IIpvsClient kernel, ServiceDefinition definition)
{
    private bool _isRight;

    /// <summary>Where a pass keeps what it reads of each of <see cref="ServiceDefinition.Services"/>.</summary>
    public IReadOnlyList<TableImage> Images { get; } = [.. definition.Services.Select(_ => new TableImage())];

    /// <summary>Takes down that a pass begins, or came to no end.</summary>
    public void Forget() => _isRight = false;

    /// <summary>Takes down what a pass came to. It was right if there was nothing to do with what it read, and time alone brings nothing.</summary>
    /// <param name="plan">The pass.</param>
    /// <param name="changed">What it changed of real servers.</param>
    /// <param name="isAwaited">Whether somebody is still to be told something of them.</param>
    public void Passed(PassPlan plan, IReadOnlyList<MemberChange> changed, bool isAwaited) =>
        _isRight = plan is { IsKnown: true, Changes: [] } && changed.All(change => change.IsNone)
            && !PassRhythm.IsMoving(plan.Members) && !isAwaited;

    /// <summary>Looks at the kernel's table, if a pass has found it right.</summary>
    /// <exception cref="IpvsException">The kernel does not answer or refuses.</exception>
    public async Task<bool> IsRightAsync(CancellationToken stopping)
    {
        for (var number = 0; _isRight && number < Images.Count; number++)
        {
            _isRight = await kernel.IsAsync(definition.Services[number].Key, Images[number], stopping);
        }

        return _isRight;
    }
}

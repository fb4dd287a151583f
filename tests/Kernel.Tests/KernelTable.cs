using LvsPluggable.Kernel.Tests.Ipvs;

namespace LvsPluggable.Kernel.Tests;

/// <summary>Leaves the table empty after the last test, as it was before the first.</summary>
public sealed class KernelTable : IDisposable
{
    public void Dispose()
    {
        if (KernelRequirement.IsMet)
        {
            Ipvsadm.Clear();
        }
    }
}

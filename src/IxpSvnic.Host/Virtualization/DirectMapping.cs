using IxpSvnic.Host.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Virtualization;

/// <summary>
/// Mode <c>none</c>: the device is given machine addresses, so an area must be contiguous in the machine, and trusted.
/// </summary>
internal sealed class DirectMapping(PageAllocator allocator) : IDmaMapping
{
    /// <inheritdoc/>
    public ReceiveArea Map(int vif, int pages)
    {
        long start = allocator.AllocateRun(pages, 1);
        long[] machine = new long[pages];
        for (int i = 0; i < pages; i++)
        {
            machine[i] = start + ((long)i << HostMemory.PageBits);
        }

        return new ReceiveArea(machine, (uint)start, DmaRemapping.RequesterTable.BridgeSourceId, 0);
    }

    /// <inheritdoc/>
    public void Revoke(int vif)
    {
    }

    /// <inheritdoc/>
    public void Grant(int vif)
    {
    }

    /// <inheritdoc/>
    public bool Unmap(int vif, int page) => false;

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
    }
}

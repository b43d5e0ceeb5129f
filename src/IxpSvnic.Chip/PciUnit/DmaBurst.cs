using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>One burst of a DMA channel in the shared buffer. Plain data.</summary>
internal struct DmaBurst
{
    public PciTransaction Transaction;

    public long ReadyAt;

    public uint DramAddress;

    /// <summary>Channel 1-3, 0 = none.</summary>
    public int Channel;

    public readonly bool IsValid => Channel != 0;

    public void Sync(StateVisitor visitor)
    {
        Transaction.Sync(visitor);
        visitor.Value(ref ReadyAt);
        visitor.Value(ref DramAddress);
        visitor.Value(ref Channel);
    }
}

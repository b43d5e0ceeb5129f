using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Pci.Bus;

/// <summary>
/// The rule for posted writes that are discarded where nobody learns of it: the first lost burst of a DMA transfer is
/// one lost copy of its frame, the transfer's further bursts of the same frame are the same copy. Of writes without a
/// transfer those that go on where the last ended are one copy.
/// </summary>
public sealed class LostCopies(FrameLedger ledger) : IStateful
{
    private readonly long[] _last = new long[4];
    private long _next;

    public void Lose(in PciTransaction write, DropReason reason, long now)
    {
        if (write.Tag == 0)
        {
            return;
        }

        long copy = ((long)write.Copy << 32) | (uint)write.Tag;
        int channel = write.Copy & 3;
        bool same = _last[channel] == copy && (write.Copy != 0 || write.Address == _next);
        _last[channel] = copy;
        _next = write.Copy == 0 ? (long)write.Address + write.Length : _next;
        if (!same)
        {
            ledger.Drop(write.Tag, reason, now);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        if (!visitor.IsHashing)
        {
            visitor.Block(_last);
            visitor.Value(ref _next);
        }
    }
}

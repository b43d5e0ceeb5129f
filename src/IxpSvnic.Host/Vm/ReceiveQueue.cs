using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Queues;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Vm;

/// <summary>The guest's end of its receive ring: slots in guest memory, written by the device.</summary>
internal sealed class ReceiveQueue(VifLayout layout, GuestMemory memory, FrameLedger ledger) : IStateful
{
    private readonly byte[] _slot = new byte[layout.ReceiveSlotBytes];
    private uint _consumer;
    private uint _notified;
    private int _length;

    /// <summary>rq_cons.</summary>
    public uint Consumer => _consumer;

    /// <summary>Messages that the device says are there; more than the ring holds is the device's mistake.</summary>
    public uint Waiting => memory.ReadWord(QueueLayout.ReceiveProducer) - _consumer;

    /// <summary>sq_cons, as the device mirrors it.</summary>
    public uint SendConsumer => memory.ReadWord(QueueLayout.SendConsumer);

    /// <summary>The frame last taken.</summary>
    public ReadOnlySpan<byte> Frame => _slot.AsSpan(0, _length);

    /// <summary>
    /// Takes the slot at the head, which settles the copy of the frame in it, and leaves the slot empty.
    /// </summary>
    public SlotOutcome Take(long now)
    {
        if (Waiting - 1 >= (uint)layout.ReceiveSlots)
        {
            return SlotOutcome.Empty;
        }

        int offset = Offset(_consumer++);
        memory.Read(offset, _slot.AsSpan(0, SlotHeader.Bytes));
        _length = SlotHeader.Read(_slot).Length;
        bool valid = _length >= QueueLayout.MinFrame && _length <= layout.ReceiveSlotBytes - SlotHeader.Bytes;
        int tag = memory.FirstTag(offset, valid ? SlotHeader.Bytes + _length : layout.ReceiveSlotBytes);
        if (valid)
        {
            memory.Read(offset + SlotHeader.Bytes, _slot.AsSpan(0, _length));
            ledger.Deliver(tag, now, layout.Vif);
        }
        else
        {
            ledger.Drop(tag, DropReason.GuestRejected, now);
        }

        // A length of 0 in a consumed slot: an index that runs ahead of its payload finds no old frame there.
        memory.WriteWord(offset, 0);
        memory.ClearTags(offset, layout.ReceiveSlotBytes, now);
        return valid ? SlotOutcome.Frame : SlotOutcome.Rejected;
    }

    /// <summary>Drops what the guest has not taken and begins anew.</summary>
    public void Reset(long now)
    {
        while (Waiting - 1 < (uint)layout.ReceiveSlots)
        {
            int offset = Offset(_consumer++);
            ledger.Drop(memory.FirstTag(offset, layout.ReceiveSlotBytes), DropReason.VifGone, now);
            memory.ClearTags(offset, layout.ReceiveSlotBytes, now);
        }

        memory.WriteWord(QueueLayout.SendConsumer, 0);
        memory.WriteWord(QueueLayout.ReceiveProducer, 0);
        (_consumer, _notified) = (0, 0);
    }

    /// <summary>An interrupt announces the messages that wait.</summary>
    public void NoteInterrupt(long now)
    {
        uint producer = _consumer + Math.Min(Waiting, (uint)layout.ReceiveSlots);
        if ((int)(_notified - _consumer) < 0)
        {
            _notified = _consumer;
        }

        for (; _notified != producer && (int)(producer - _notified) > 0; _notified++)
        {
            int tag = memory.FirstTag(Offset(_notified), layout.ReceiveSlotBytes);
            ledger.Reach(tag, Hop.VirtualInterrupt, now, layout.Vif);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _consumer);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _notified);
        }
    }

    private int Offset(uint index) =>
        QueueLayout.SlotsOffset + ((int)(index & (uint)(layout.ReceiveSlots - 1)) * layout.ReceiveSlotBytes);
}

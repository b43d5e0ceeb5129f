using IxpSvnic.Host.Queues;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Host.Vm;

/// <summary>
/// The guest's end of its send ring: slots in device memory behind the bridge, written by write-combined posted writes,
/// payload first, then the index. A frame stays held until the device says that it took it.
/// </summary>
internal sealed class SendQueue(VifLayout layout, DeviceWindow window, FrameLedger ledger) : IStateful
{
    private readonly byte[] _slot = new byte[layout.SendSlotBytes];
    private readonly int[] _tags = new int[layout.SendSlots];
    private uint _producer;
    private uint _taken;

    /// <summary>Longest frame that fits a slot.</summary>
    public int MaxFrame => layout.SendSlotBytes - SlotHeader.Bytes;

    /// <summary>Is there a free slot, going by the device's sq_cons? An impossible index means no.</summary>
    public bool HasRoom(uint consumer) => _producer - consumer < (uint)layout.SendSlots;

    public void Put(ReadOnlySpan<byte> frame, long now, long inputIndex)
    {
        int index = (int)(_producer & (uint)(layout.SendSlots - 1));
        int tag = ledger.Create(FrameOrigin.Guest, layout.Vif, frame.Length, now, inputIndex);
        _tags[index] = tag;

        // Whole quadwords: the last store of a copy is as wide as the bus.
        int bytes = Math.Min((SlotHeader.Bytes + frame.Length + 7) & ~7, layout.SendSlotBytes);
        Span<byte> slot = _slot.AsSpan(0, bytes);
        slot[^8..].Clear();
        new SlotHeader((ushort)frame.Length, 0, _producer, (ulong)Ticks.ToNanoseconds(now)).Write(slot);
        frame.CopyTo(slot[SlotHeader.Bytes..]);
        window.Write(QueueLayout.SlotsOffset + (index * layout.SendSlotBytes), slot, tag);
        window.WriteWord(QueueLayout.SendProducer, ++_producer);
    }

    /// <summary>Lets go of the frames that the device took. False when its index is impossible.</summary>
    public bool Reap(uint consumer, long now)
    {
        uint outstanding = _producer - _taken;
        if (consumer - _taken > outstanding)
        {
            return false;
        }

        for (; _taken != consumer; _taken++)
        {
            ref int tag = ref _tags[_taken & (uint)(layout.SendSlots - 1)];
            ledger.Release(tag, now);
            tag = 0;
        }

        return true;
    }

    /// <summary>Lets go of every frame and begins anew: the device drops or sends what it still holds.</summary>
    public void Reset(long now)
    {
        Reap(_producer, now);
        (_producer, _taken) = (0, 0);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _producer);
        visitor.Value(ref _taken);
        if (!visitor.IsHashing)
        {
            visitor.Block(_tags);
        }
    }
}

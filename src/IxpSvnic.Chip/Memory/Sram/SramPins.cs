using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Memory.Sram;

/// <summary>The QDR pins: a read and a write port side by side, one longword a clock each.</summary>
internal sealed class SramPins(int clockTicks, int writeFifoLongwords) : IStateful
{
    private long _readUntil;
    private long _writeUntil;
    private long _readTicks;
    private long _writeTicks;

    public long ReadBusyTicks => _readTicks;

    public long WriteBusyTicks => _writeTicks;

    public long ReadFreeAt(long now) => Math.Max(now, _readUntil);

    /// <summary>Tick from which pulled data find room before the write port.</summary>
    public long WriteRoomAt(long now) => Math.Max(now, _writeUntil - ((long)writeFifoLongwords * clockTicks));

    /// <summary>
    /// Reads longwords for a requestor ready at a tick; returns the start. A future request takes its share of the port
    /// now, so that the time until then stays usable.
    /// </summary>
    public long Read(long now, long ready, int words)
    {
        long slot = Math.Max(now, _readUntil);
        _readUntil = slot + ((long)words * clockTicks);
        _readTicks += (long)words * clockTicks;
        return Math.Max(slot, ready);
    }

    /// <summary>
    /// Writes longwords that are here at a tick and have a place in the port's queue from another on; returns when the
    /// cells have them.
    /// </summary>
    public long Write(long queued, long ready, int words)
    {
        long slot = Math.Max(queued, _writeUntil);
        _writeUntil = slot + ((long)words * clockTicks);
        _writeTicks += (long)words * clockTicks;
        return Math.Max(slot, ready) + ((long)words * clockTicks);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _readUntil);
        visitor.Value(ref _writeUntil);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _readTicks);
            visitor.Value(ref _writeTicks);
        }
    }
}

using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Interconnect;

/// <summary>
/// One push or pull bus: a serial resource that bursts occupy in the order in which they become ready (assumption A4; the
/// manual's arbiters go round robin among requestors, which moves the same data in the same total time).
/// A backlog of more than <paramref name="fifoUnits"/> units pushes back on the requestors.
/// </summary>
public sealed class DataBus(string name, long ticksPerUnit, int fifoUnits) : IStateful
{
    private long _busyUntil;
    private long _busyTicks;
    private long _units;

    public string Name { get; } = name;

    /// <summary>Ticks spent moving data.</summary>
    public long BusyTicks => _busyTicks;

    /// <summary>Units moved.</summary>
    public long Units => _units;

    /// <summary>Occupies the bus for a burst ready at a tick; returns the end of its last data phase.</summary>
    public long Reserve(long ready, int units)
    {
        long duration = units * ticksPerUnit;
        long start = Math.Max(ready, _busyUntil);
        _busyUntil = start + duration;
        _busyTicks += duration;
        _units += units;
        return _busyUntil;
    }

    /// <summary>
    /// Reserves with another rate for this burst (D buses move a quadword in one chassis cycle to RBUF and TBUF, in two to a
    /// 32-bit port).
    /// </summary>
    public long Reserve(long ready, int units, long ticksPerUnitNow)
    {
        long duration = units * ticksPerUnitNow;
        long start = Math.Max(ready, _busyUntil);
        _busyUntil = start + duration;
        _busyTicks += duration;
        _units += units;
        return _busyUntil;
    }

    /// <summary>Tick from which a requestor may add to its FIFO again; at or before now = it has room.</summary>
    public long RoomAt(long now) => Math.Max(now, _busyUntil - (fifoUnits * ticksPerUnit));

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _busyUntil);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _busyTicks);
            visitor.Value(ref _units);
        }
    }
}

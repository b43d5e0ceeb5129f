using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Msf;

/// <summary>One direction of the SPI-3 interface: 32 data bits a clock, one burst after the other.</summary>
internal sealed class Spi3Bus(ClockDomain clock, int selectClocks) : IStateful
{
    private const int BytesPerClock = 4;

    private long _freeEdge;
    private long _busyTicks;
    private long _bursts;

    public long BusyTicks => _busyTicks;

    public long Bursts => _bursts;

    /// <summary>Occupies the bus for a burst from the first edge at or after a tick; returns the tick of its last edge.</summary>
    public long Transfer(long now, int bytes)
    {
        long first = Math.Max(_freeEdge, clock.EdgeNumberAtOrAfter(now));
        _freeEdge = first + selectClocks + ((bytes + BytesPerClock - 1) / BytesPerClock);
        long end = clock.Edge(_freeEdge);
        _busyTicks += end - clock.Edge(first);
        _bursts++;
        return end;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _freeEdge);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _busyTicks);
            visitor.Value(ref _bursts);
        }
    }
}

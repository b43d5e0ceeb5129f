using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Memory;

/// <summary>
/// A unit's request FIFO before a push bus: no service starts while the bus's backlog and what the unit has in hand for
/// it fill the FIFO to its mark (IXP2800 HRM p203). Reckoned at the grant (A15).
/// </summary>
internal sealed class PushBacklog(DataBus bus, long markTicks) : IStateful
{
    private long _promisedTicks;

    /// <summary>Earliest start, at or after an arrival, of a service that will push.</summary>
    public long RoomAt(long now, long arrival) =>
        Math.Max(arrival, Math.Max(bus.RoomAt(long.MinValue), now - markTicks) + _promisedTicks);

    /// <summary>A command whose push will take this long is in hand.</summary>
    public void Promise(long ticks) => _promisedTicks += ticks;

    /// <summary>Its push has been handed to the bus.</summary>
    public void Keep(long ticks) => _promisedTicks -= ticks;

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => visitor.Value(ref _promisedTicks);
}

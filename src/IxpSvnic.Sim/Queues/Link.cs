using IxpSvnic.Sim.State;

namespace IxpSvnic.Sim.Queues;

/// <summary>
/// A one-way connection with latency and bandwidth: units leave one after the other and arrive after the latency.
/// Units are whatever the user counts (bytes, longwords, quadwords).
/// </summary>
public sealed class Link(long ticksPerUnit, long latencyTicks) : IStateful
{
    private long _busyUntil;
    private long _busyTicks;

    public long TicksPerUnit { get; } = ticksPerUnit;

    public long LatencyTicks { get; } = latencyTicks;

    /// <summary>When the last accepted unit has left.</summary>
    public long BusyUntil => _busyUntil;

    /// <summary>Ticks spent sending.</summary>
    public long BusyTicks => _busyTicks;

    /// <summary>Sends units that are ready at a tick; returns when the last one arrives.</summary>
    public long Send(long ready, long units)
    {
        long start = Math.Max(ready, _busyUntil);
        long duration = units * TicksPerUnit;
        _busyUntil = start + duration;
        _busyTicks += duration;
        return _busyUntil + LatencyTicks;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _busyUntil);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _busyTicks);
        }
    }
}

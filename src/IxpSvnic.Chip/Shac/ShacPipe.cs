using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Shac;

/// <summary>
/// The one command input and pipe that scratchpad, hash unit and CAP share: at most one command a chassis cycle, in
/// order (IXP2800 HRM p225-231).
/// </summary>
public sealed class ShacPipe(Ixp2400Timing timing, ScratchTiming scratch) : IStateful, IStatisticsSource
{
    private long _busyUntil;
    private long _busyTicks;

    public CommandInlet Inlet { get; } = new("shac.inlet", scratch.InletDepth);

    /// <summary>
    /// Takes a command that arrives at a tick and may start no earlier than another one; returns the start of its
    /// service.
    /// </summary>
    public long Enter(long arrival, long notBefore, long occupancyTicks)
    {
        long start = timing.ChassisEdge(Math.Max(Math.Max(arrival, notBefore), _busyUntil));
        Inlet.Add(arrival, start);
        _busyUntil = start + occupancyTicks;
        _busyTicks += occupancyTicks;
        return start;
    }

    /// <summary>The command in service waits this much longer than it thought (its pulled data are late).</summary>
    public void Stall(long ticks) => _busyUntil += ticks;

    /// <summary>
    /// A master without a command FIFO (XScale, PCI) uses the pipe; returns the start of its service.
    /// </summary>
    public long Occupy(long now, long occupancyTicks)
    {
        long start = timing.ChassisEdge(Math.Max(now, _busyUntil));
        _busyUntil = start + occupancyTicks;
        _busyTicks += occupancyTicks;
        return start;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _busyUntil);
        visitor.Visit(Inlet);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _busyTicks);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        Inlet.Settle(sheet.Now);
        sheet.Busy("shac", _busyTicks);
        sheet.Queue(Inlet);
    }
}

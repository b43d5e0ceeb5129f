using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Shac;

/// <summary>
/// The one command input and pipe that scratchpad, hash unit and CAP share: at most one command a chassis cycle, in
/// order (IXP2800 HRM p225-231).
/// </summary>
public sealed class ShacPipe : IStateful, IStatisticsSource
{
    private readonly ChassisFabric _fabric;
    private readonly PushBacklog[] _backlogs;
    private long _busyUntil;
    private long _busyTicks;

    public ShacPipe(ChassisFabric fabric, ScratchTiming timing)
    {
        _fabric = fabric;
        Inlet = new CommandInlet("shac.inlet", timing.InletDepth);
        long mark = (long)fabric.Timing.PushFifoFullAt * fabric.Timing.ChassisCycleTicks;
        _backlogs = [new(fabric.SPush(0), mark), new(fabric.SPush(1), mark)];
    }

    public CommandInlet Inlet { get; }

    /// <summary>
    /// Takes a command that arrives at a tick and may start no earlier than another one; returns the start of its
    /// service.
    /// </summary>
    public long Enter(long arrival, long notBefore, long occupancyTicks)
    {
        long start = _fabric.Timing.ChassisEdge(Math.Max(Math.Max(arrival, notBefore), _busyUntil));
        Inlet.Add(arrival, start);
        _busyUntil = start + occupancyTicks;
        _busyTicks += occupancyTicks;
        return start;
    }

    /// <summary>Takes a command that will push longwords; <see cref="Push"/> must follow.</summary>
    public long EnterPushing(in MeCommand command, long arrival, long occupancyTicks, int words)
    {
        PushBacklog backlog = _backlogs[command.DestCluster];
        long start = Enter(arrival, backlog.RoomAt(_fabric.Events.Now, arrival), occupancyTicks);
        backlog.Promise((long)words * _fabric.Timing.ChassisCycleTicks);
        return start;
    }

    /// <summary>The longwords of such a command are ready: pushes them and lets go of the slot.</summary>
    public void Push(int slot, int words, ushort signals)
    {
        ref MeCommand command = ref _fabric.Pool[slot];
        _backlogs[command.DestCluster].Keep((long)words * _fabric.Timing.ChassisCycleTicks);
        _fabric.PushS(in command, ((ReadOnlySpan<uint>)command.Data)[..words], signals);
        _fabric.Pool.Release(slot);
    }

    /// <summary>The command in service waits this much longer than it thought (its pulled data are late).</summary>
    public void Stall(long ticks) => _busyUntil += ticks;

    /// <summary>
    /// A master without a command FIFO (XScale, PCI) uses the pipe from a tick on; returns the start of its service. A
    /// request for later takes its share now, so that the time until then stays usable.
    /// </summary>
    public long Occupy(long ready, long occupancyTicks)
    {
        long slot = _fabric.Timing.ChassisEdge(Math.Max(_fabric.Events.Now, _busyUntil));
        _busyUntil = slot + occupancyTicks;
        _busyTicks += occupancyTicks;
        return _fabric.Timing.ChassisEdge(Math.Max(slot, ready));
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _busyUntil);
        visitor.Visit(Inlet);
        visitor.Visit(_backlogs[0]);
        visitor.Visit(_backlogs[1]);
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

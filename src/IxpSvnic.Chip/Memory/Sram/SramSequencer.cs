using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Memory.Sram;

/// <summary>
/// When a channel's commands start and end: inlets, service in order, the pins, the ordering CAM, push and pull.
/// </summary>
internal sealed class SramSequencer : IStateful, IStatisticsSource
{
    /// <summary>Event: push with all the command's signals.</summary>
    public const int PushAll = 0;

    /// <summary>Event: push with the odd signal of a pair.</summary>
    public const int PushSecond = 1;

    private readonly ChassisFabric _fabric;
    private readonly CommandInlet[] _inlets;
    private readonly OutstandingWrites _writes = new(64);
    private readonly SramPins _pins;
    private readonly PushBacklog[] _backlogs;
    private readonly string _name;
    private readonly short _target;
    private long _lastStart;

    public SramSequencer(ChassisFabric fabric, SramTiming timing, string name, short target)
    {
        _fabric = fabric;
        Timing = timing;
        _name = name;
        _target = target;
        _inlets = [new($"{name}.inlet0", timing.InletDepth), new($"{name}.inlet1", timing.InletDepth)];
        long mark = (long)fabric.Timing.PushFifoFullAt * fabric.Timing.ChassisCycleTicks;
        _backlogs = [new(fabric.SPush(0), mark), new(fabric.SPush(1), mark)];
        _pins = new SramPins(fabric.Timing.QdrCycleTicks, timing.WriteFifoLongwords);
    }

    public SramTiming Timing { get; }

    public long InletFreeAt(int cluster, long now) => _inlets[cluster].FreeAt(now);

    public long Cycles(int cycles) => _fabric.Timing.Cycles(cycles);

    public long ChassisTicks(int cycles) => (long)cycles * _fabric.Timing.ChassisCycleTicks;

    /// <summary>A command that needs no data port.</summary>
    public long Enter(in MeCommand command, long arrival, long notBefore)
    {
        long start = Math.Max(Math.Max(arrival, notBefore), _lastStart);
        _inlets[command.Cluster].Add(arrival, start);
        _lastStart = start;
        return start;
    }

    /// <summary>A command that pushes longwords not read from memory.</summary>
    public long EnterPushingRegister(in MeCommand command, long arrival) =>
        Enter(in command, arrival, Room(in command, arrival));

    /// <summary>A command that reads longwords at an offset and pushes them.</summary>
    public long EnterReading(in MeCommand command, long arrival, long offset, int words)
    {
        long room = Room(in command, arrival);
        long held = _writes.ReadableAt(offset, words, arrival);
        long start = Enter(in command, arrival, Math.Max(Math.Max(held, room), _pins.ReadFreeAt(arrival)));
        return _pins.Read(start, start, words);
    }

    /// <summary>A command that pulls longwords; returns the last data phase.</summary>
    public long EnterPulling(in MeCommand command, long arrival, int words, out long start)
    {
        start = Enter(in command, arrival, _pins.WriteRoomAt(arrival));
        return Pull(in command, arrival, start, words, out _);
    }

    /// <summary>A command that writes what the controller knows already.</summary>
    public long EnterWriting(in MeCommand command, long arrival) =>
        Enter(in command, arrival, _pins.WriteRoomAt(arrival));

    public long Pull(in MeCommand command, long arrival, long start, int words, out long late) => PullPhase.Reserve(
        _fabric, in command, arrival, start, Timing.PullRequestCycles, words, out late);

    /// <summary>Longwords that are here at a tick go to the write port; reads of them wait.</summary>
    public void WriteMemory(long ready, long offset, int words) =>
        _writes.Add(offset, words, _pins.Write(ready, ready, words), _fabric.Events.Now);

    /// <summary>Loading of descriptor words within the controller.</summary>
    public long EnterLoading(in MeCommand command, long arrival, long offset, int words)
    {
        long start = Enter(in command, arrival, _writes.ReadableAt(offset, words, arrival));
        return _pins.Read(start, start, words);
    }

    /// <summary>The command's longwords will be ready at a tick.</summary>
    public void PushAt(long ready, int slot, int kind, int words)
    {
        _backlogs[_fabric.Pool[slot].DestCluster].Promise(ChassisTicks(words));
        _fabric.Events.Schedule(ready, _target, kind, slot, words);
    }

    /// <summary>They are.</summary>
    public void Push(in SimEvent e)
    {
        int slot = (int)e.A;
        int words = (int)e.B;
        ref MeCommand command = ref _fabric.Pool[slot];
        _backlogs[command.DestCluster].Keep(ChassisTicks(words));
        ushort signals = e.Kind == PushSecond ? CommandSignals.Push(in command) : command.SignalMask;
        _fabric.PushS(in command, ((ReadOnlySpan<uint>)command.Data)[..words], signals);
        _fabric.Pool.Release(slot);
    }

    public void Signal(in MeCommand command, ushort signals, long end) => _fabric.Signal(in command, signals, end);

    public void Finish(int slot, ushort signals, long end)
    {
        _fabric.Signal(in _fabric.Pool[slot], signals, end);
        _fabric.Pool.Release(slot);
    }

    /// <summary>A read by a unit with its own bus; returns when the last longword is there.</summary>
    public long PortRead(long ready, uint offset, int words)
    {
        long start = Math.Max(ready, _writes.ReadableAt(offset, words, ready));
        start = _pins.Read(_fabric.Events.Now, start, words);
        return start + Cycles(Timing.ReadCycles) + ChassisTicks(words);
    }

    /// <summary>A write by a unit with its own bus; returns when the controller has taken the last longword.</summary>
    public long PortWrite(long ready, uint offset, int words)
    {
        long taken = _pins.WriteRoomAt(ready) + ChassisTicks(words);
        long now = _fabric.Events.Now;
        _writes.Add(offset, words, _pins.Write(Math.Min(now, taken), taken, words), now);
        return taken;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(_inlets[0]);
        visitor.Visit(_inlets[1]);
        visitor.Visit(_writes);
        visitor.Visit(_pins);
        visitor.Visit(_backlogs[0]);
        visitor.Visit(_backlogs[1]);
        visitor.Value(ref _lastStart);
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Busy($"{_name}.readPort", _pins.ReadBusyTicks);
        sheet.Busy($"{_name}.writePort", _pins.WriteBusyTicks);
        foreach (CommandInlet inlet in _inlets)
        {
            inlet.Settle(sheet.Now);
            sheet.Queue(inlet);
        }
    }

    private long Room(in MeCommand command, long arrival) =>
        _backlogs[command.DestCluster].RoomAt(_fabric.Events.Now, arrival);
}

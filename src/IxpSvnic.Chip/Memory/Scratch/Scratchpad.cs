using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Shac;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Memory;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Memory.Scratch;

/// <summary>
/// The 16 KB scratchpad with its atomics and 16 rings (IXP2800 HRM p57, p229-233). Ring status changes go to every
/// microengine.
/// *Not modelled:* the split of the command pipe into stages; a command with late pull data holds those behind it.
/// </summary>
public sealed class Scratchpad : ICommandTarget, IEventTarget, IStateful, IStatisticsSource
{
    public const int Bytes = 16 << 10;

    public const int RingCount = 16;

    private const int FirstRingState = 2;
    private const int RingsWithState = 12;
    private const int PushAll = 0;
    private const int PushSecond = 1;

    private readonly ChassisFabric _fabric;
    private readonly ShacPipe _pipe;
    private readonly ScratchTiming _timing;
    private readonly IAccessFaultSink _faults;
    private readonly short _id;
    private readonly ScratchRing[] _rings = new ScratchRing[RingCount];
    private readonly bool[] _flags = new bool[RingsWithState];
    private readonly long[] _flagTimes = new long[RingsWithState];
    private long _commands;
    private long _faultCount;

    public Scratchpad(ChassisFabric fabric, ShacPipe pipe, ScratchTiming timing, IAccessFaultSink faults)
    {
        _fabric = fabric;
        _pipe = pipe;
        _timing = timing;
        _faults = faults;
        _id = fabric.Events.Register(this);
        int[] fullAt = [timing.FullAt(0), timing.FullAt(1), timing.FullAt(2), timing.FullAt(3)];
        for (int i = 0; i < RingCount; i++)
        {
            _rings[i] = new ScratchRing(i, Memory, fullAt);
        }
    }

    public FlatMemory Memory { get; } = new(Bytes);

    public ScratchRing Ring(int number) => _rings[number];

    /// <inheritdoc/>
    public long InletFreeAt(int cluster, long now) => _pipe.Inlet.FreeAt(now);

    /// <inheritdoc/>
    public void Accept(int slot, long arrival)
    {
        _commands++;
        ref MeCommand command = ref _fabric.Pool[slot];
        switch (command.Op)
        {
            case MicroOp.ScratchRead:
                Read(ref command, slot, arrival);
                break;
            case MicroOp.ScratchWrite:
                Write(ref command, slot, arrival);
                break;
            case MicroOp.ScratchGet:
                Get(ref command, slot, arrival);
                break;
            case MicroOp.ScratchPut:
                Put(ref command, slot, arrival);
                break;
            default:
                Atomic(ref command, slot, arrival);
                break;
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        ref MeCommand command = ref _fabric.Pool[(int)e.A];
        ushort signals = e.Kind == PushSecond ? CommandSignals.Push(in command) : command.SignalMask;
        _pipe.Push((int)e.A, (int)e.B, signals);
    }

    /// <summary>SCRATCH_RING_BASE, HEAD or TAIL is written.</summary>
    public void WriteRingRegister(int ring, int register, uint value)
    {
        long now = _fabric.Events.Now;
        switch (register)
        {
            case 0:
                _rings[ring].WriteBase(value, now);
                break;
            case 1:
                _rings[ring].WriteHead(value, now);
                break;
            default:
                _rings[ring].WriteTail(value, now);
                break;
        }

        UpdateFlag(ring, now);
    }

    /// <summary>
    /// The pipe is used by the XScale or the PCI unit from a tick on; returns when the last longword is at the
    /// requestor. Data are touched at once, through <see cref="Memory"/> or the methods below.
    /// </summary>
    public long Access(long ready, int words)
    {
        Ixp2400Timing chip = _fabric.Timing;
        long start = _pipe.Occupy(ready, (long)words * chip.ChassisCycleTicks);
        return start + chip.Cycles(_timing.ReadCycles) + ((long)words * chip.ChassisCycleTicks);
    }

    /// <summary>A read-modify-write by the XScale; returns the old value.</summary>
    public uint Atomic(MicroOp op, uint offset, uint operand)
    {
        uint old = Memory.ReadWord(offset);
        Memory.WriteWord(offset, AtomicOperation.Apply(op, old, operand));
        return old;
    }

    /// <summary>The XScale's ring alias is loaded: one longword, 0 when the ring is empty.</summary>
    public uint RingGet(int ring)
    {
        Span<uint> word = [0];
        _rings[ring].Get(word, _fabric.Events.Now);
        UpdateFlag(ring, _fabric.Events.Now);
        return word[0];
    }

    /// <summary>The XScale's ring alias is stored to.</summary>
    public void RingPut(int ring, uint value)
    {
        _rings[ring].Put([value], _fabric.Events.Now);
        UpdateFlag(ring, _fabric.Events.Now);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("scratch");
        visitor.Visit(Memory);
        foreach (ScratchRing ring in _rings)
        {
            visitor.Visit(ring);
        }

        visitor.Block(_flags);
        visitor.Block(_flagTimes);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _commands);
            visitor.Value(ref _faultCount);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("scratch.commands", _commands);
        sheet.Count("scratch.faults", _faultCount);
        foreach (ScratchRing ring in _rings)
        {
            if (ring.Statistics.Entered > 0)
            {
                sheet.Queue(ring);
                sheet.Count($"{ring.Name}.overflows", ring.Overflows);
            }
        }
    }

    private long ChassisTicks(int cycles) => (long)cycles * _fabric.Timing.ChassisCycleTicks;

    private void Read(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        bool exists = Exists(in command, command.Count);
        for (int i = 0; i < command.Count; i++)
        {
            data[i] = exists ? Memory.ReadWord((command.Address & ~3u) + (4u * (uint)i)) : 0;
        }

        long start = _pipe.EnterPushing(in command, arrival, ChassisTicks(command.Count), command.Count);
        PushAt(start + _fabric.Timing.Cycles(_timing.ReadCycles), slot, PushAll, command.Count);
    }

    private void Write(ref MeCommand command, int slot, long arrival)
    {
        ReadOnlySpan<uint> data = command.Data;
        if (Exists(in command, command.Count))
        {
            for (int i = 0; i < command.Count; i++)
            {
                Memory.WriteWord((command.Address & ~3u) + (4u * (uint)i), data[i]);
            }
        }

        long start = _pipe.Enter(arrival, 0, ChassisTicks(command.Count));
        long end = Pull(in command, arrival, start, command.Count);
        Finish(slot, command.SignalMask, end);
    }

    private void Get(ref MeCommand command, int slot, long arrival)
    {
        int number = RingNumber(in command);
        Span<uint> data = command.Data;
        int words = _rings[number].Get(data[..command.Count], _fabric.Events.Now);
        long start = _pipe.EnterPushing(in command, arrival, ChassisTicks(words), words);
        long ready = start + _fabric.Timing.Cycles(_timing.ReadCycles);
        UpdateFlag(number, ready);
        PushAt(ready, slot, PushAll, words);
    }

    private void Put(ref MeCommand command, int slot, long arrival)
    {
        int number = RingNumber(in command);
        ReadOnlySpan<uint> data = command.Data;
        _rings[number].Put(data[..command.Count], _fabric.Events.Now);
        long start = _pipe.Enter(arrival, 0, ChassisTicks(command.Count));
        long end = Pull(in command, arrival, start, command.Count);
        UpdateFlag(number, end);
        Finish(slot, command.SignalMask, end);
    }

    private void Atomic(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        uint old = 0;
        if (Exists(in command, 1))
        {
            uint address = command.Address & ~3u;
            old = Memory.ReadWord(address);
            Memory.WriteWord(address, AtomicOperation.Apply(command.Op, old, data[0]));
        }

        data[0] = old;
        Ixp2400Timing chip = _fabric.Timing;
        bool returns = AtomicOperation.Returns(command.Op);
        long occupancy = ChassisTicks(_timing.AtomicOccupancyChassisCycles);
        long start = returns
            ? _pipe.EnterPushing(in command, arrival, occupancy, 1)
            : _pipe.Enter(arrival, 0, occupancy);
        if (!AtomicOperation.Pulls(command.Op))
        {
            long ready = start + chip.Cycles(_timing.ReadCycles);
            if (returns)
            {
                PushAt(ready, slot, PushAll, 1);
            }
            else
            {
                Finish(slot, command.SignalMask, ready + chip.ChassisCycleTicks);
            }

            return;
        }

        long end = Pull(in command, arrival, start, 1);
        if (!returns)
        {
            Finish(slot, command.SignalMask, end);
            return;
        }

        _fabric.Signal(in command, CommandSignals.Pull(in command), end);
        long unloadedPull = chip.Cycles(_timing.PullRequestCycles + chip.PullSetupCycles) + chip.ChassisCycleTicks;
        PushAt(end - unloadedPull + chip.Cycles(_timing.AtomicCycles), slot, PushSecond, 1);
    }

    private long Pull(in MeCommand command, long arrival, long start, int words)
    {
        long end = PullPhase.Reserve(
            _fabric, in command, arrival, start, _timing.PullRequestCycles, words, out long late);
        _pipe.Stall(late);
        return end;
    }

    private void PushAt(long ready, int slot, int kind, int words) =>
        _fabric.Events.Schedule(ready, _id, kind, slot, words);

    private void Finish(int slot, ushort signals, long end)
    {
        _fabric.Signal(in _fabric.Pool[slot], signals, end);
        _fabric.Pool.Release(slot);
    }

    private static int RingNumber(in MeCommand command) => (int)(command.Address >> 2) & (RingCount - 1);

    private bool Exists(in MeCommand command, int words)
    {
        if ((command.Address & ~3L) + (4L * words) <= Bytes)
        {
            return true;
        }

        _faultCount++;
        _faults.OnFault(AccessFault.Of("scratch", in command, command.Address, _fabric.Events.Now));
        return false;
    }

    private void UpdateFlag(int ring, long executed)
    {
        if (ring >= RingsWithState || _rings[ring].Status == _flags[ring])
        {
            return;
        }

        Ixp2400Timing chip = _fabric.Timing;
        _flags[ring] = _rings[ring].Status;
        long time = Math.Max(executed + chip.Cycles(_timing.FlagCycles), _fabric.Events.Now + chip.InboundTicks);
        time = Math.Max(time, _flagTimes[ring]);
        _flagTimes[ring] = time;
        Span<uint> state = [_flags[ring] ? 1u : 0u];
        for (int me = 0; me < 8; me++)
        {
            _fabric.Deliver(
                new MeDelivery
                {
                    Time = time,
                    Kind = MeDeliveryKind.InputState,
                    Me = (byte)me,
                    Count = 1,
                    Argument = (uint)(FirstRingState + ring),
                },
                state);
        }
    }
}

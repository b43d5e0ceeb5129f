using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Memory;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Memory.Sram;

/// <summary>
/// One QDR SRAM channel: memory, atomics, Q-array, controller CSRs. Commands start in order; read and write port of the
/// pins are occupied on their own, one longword a QDR clock (IXP2800 HRM p51-54, p207-219).
/// *Not modelled:* parity, byte swizzle, priorities between the controller's queues, S buses of XScale and PCI
/// accesses.
/// </summary>
public sealed class SramChannel : ICommandTarget, IEventTarget, IRegisterOwner, ISramPort, IStateful, IStatisticsSource
{
    private const int PushAll = 0;
    private const int PushSecond = 1;
    private const uint OffsetMask = 0x3ff_fffc;

    private readonly ChassisFabric _fabric;
    private readonly SramTiming _timing;
    private readonly IAccessFaultSink _faults;
    private readonly CommandInlet[] _inlets;
    private readonly OutstandingWrites _writes = new(64);
    private readonly SramPins _pins;
    private readonly Register _control;
    private readonly string _name;
    private readonly short _id;
    private long _lastStart;
    private long _commands;
    private long _faultCount;

    public SramChannel(ChassisFabric fabric, SramTiming timing, int channel, long bytes, IAccessFaultSink faults)
    {
        _fabric = fabric;
        _timing = timing;
        _faults = faults;
        _name = $"sram{channel}";
        _id = fabric.Events.Register(this);
        _inlets = [new($"{_name}.inlet0", timing.InletDepth), new($"{_name}.inlet1", timing.InletDepth)];
        _pins = new SramPins(fabric.Timing.QdrCycleTicks, timing.WriteFifoLongwords);
        Bytes = bytes;
        Memory = new FlatMemory(bytes);
        Queues = new QArray(Memory, bytes);
        Csrs = new RegisterBank(_name, 0x400, this);
        uint size = (uint)Math.Clamp(long.Log2(bytes >> 20), 0, 6) << 7;
        _control = Csrs.Add(
            0x000,
            "SRAM_CONTROL",
            "31:18 -; 17 BYTE_SWIZZLE nm; 16 QUEUE_MODE nm; 15 -; 14 IGNORE_EOP rw; 13 IGNORE_SEG_CNT rw; "
                + "12:10 PIPELINE nm; 9:7 SIZE rw; 6 -; 5:4 PORT_CONTROL nm; 3 PARITY_ENABLE nm; 2:0 ARB_CONTROL nm",
            size);
        Csrs.Add(0x004, "SRAM_PARITY_STATUS_1", "31:28 BYTES ro; 27:24 -; 23:0 ADDRESS ro");
        Csrs.Add(0x008, "SRAM_PARITY_STATUS_2", "31 MULTIPLE ro; 30:0 SOURCE ro");
        Csrs.Add(0x240, "QDR_RD_WR_PTR", "31:3 -; 2 QDR_TYPE nm; 1:0 OFFSET nm");
        Csrs.Add(0x244, "QDR_RX_DESKEW", "31:0 VALUE nm");
        Csrs.Add(0x248, "QDR_RX_DLL", "31:0 VALUE nm");
    }

    /// <inheritdoc/>
    public long Bytes { get; }

    /// <inheritdoc/>
    public FlatMemory Memory { get; }

    /// <summary>The Q-array, also behind the XScale's aliases.</summary>
    public QArray Queues { get; }

    /// <summary>Controller CSRs, reference 2.7.</summary>
    public RegisterBank Csrs { get; }

    /// <inheritdoc/>
    public long InletFreeAt(int cluster, long now) => _inlets[cluster].FreeAt(now);

    /// <inheritdoc/>
    public void Accept(int slot, long arrival)
    {
        _commands++;
        ref MeCommand command = ref _fabric.Pool[slot];
        long misses = Queues.Misses;
        switch (command.Op)
        {
            case MicroOp.SramRead:
                Read(ref command, slot, arrival);
                break;
            case MicroOp.SramWrite:
                Write(ref command, slot, arrival);
                break;
            case MicroOp.SramPut:
                Put(ref command, slot, arrival);
                break;
            case MicroOp.SramGet:
                Get(ref command, slot, arrival);
                break;
            case MicroOp.SramDequeue:
                Dequeue(ref command, slot, arrival);
                break;
            case MicroOp.SramEnqueue or MicroOp.SramEnqueueTail:
                Enqueue(ref command, slot, arrival);
                break;
            case MicroOp.SramJournal or MicroOp.SramFastJournal:
                Journal(ref command, slot, arrival);
                break;
            case MicroOp.SramCsrRd or MicroOp.SramCsrWr:
                AccessCsr(ref command, slot, arrival);
                break;
            case >= MicroOp.SramWrQdesc and <= MicroOp.SramRdQdescHead:
                MoveDescriptor(ref command, slot, arrival);
                break;
            default:
                Atomic(ref command, slot, arrival);
                break;
        }

        if (Queues.Misses != misses)
        {
            ReportFault(in command);
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        int slot = (int)e.A;
        ref MeCommand command = ref _fabric.Pool[slot];
        ushort signals = e.Kind == PushSecond ? CommandSignals.Push(in command) : command.SignalMask;
        _fabric.PushS(in command, ((ReadOnlySpan<uint>)command.Data)[..(int)e.B], signals);
        _fabric.Pool.Release(slot);
    }

    /// <inheritdoc/>
    public long Read(long ready, uint offset, int words)
    {
        long start = Math.Max(ready, _writes.ReadableAt(offset, words, ready));
        start = _pins.Read(_fabric.Events.Now, start, words);
        return start + _fabric.Timing.Cycles(_timing.ReadCycles) + ChassisTicks(words);
    }

    /// <inheritdoc/>
    public long Write(long ready, uint offset, int words)
    {
        long taken = Math.Max(ready, _pins.WriteRoomAt(ready)) + ChassisTicks(words);
        _writes.Add(offset, words, _pins.Write(taken, words), _fabric.Events.Now);
        return taken;
    }

    /// <summary>A read-modify-write by the XScale; returns the old value.</summary>
    public uint Atomic(MicroOp op, uint offset, uint operand)
    {
        uint old = Memory.ReadWord(offset);
        Memory.WriteWord(offset, AtomicOperation.Apply(op, old, operand));
        return old;
    }

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        if (register == _control)
        {
            Queues.IgnoreCells = (register.Value >> 13 & 1) != 0;
            Queues.IgnoreEop = (register.Value >> 14 & 1) != 0;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section(_name);
        visitor.Visit(Memory);
        visitor.Visit(Queues);
        visitor.Visit(Csrs);
        visitor.Visit(_inlets[0]);
        visitor.Visit(_inlets[1]);
        visitor.Visit(_writes);
        visitor.Visit(_pins);
        visitor.Value(ref _lastStart);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _commands);
            visitor.Value(ref _faultCount);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count($"{_name}.commands", _commands);
        sheet.Count($"{_name}.faults", _faultCount);
        sheet.Busy($"{_name}.readPort", _pins.ReadBusyTicks);
        sheet.Busy($"{_name}.writePort", _pins.WriteBusyTicks);
        foreach (CommandInlet inlet in _inlets)
        {
            inlet.Settle(sheet.Now);
            sheet.Queue(inlet);
        }
    }

    private long ChassisTicks(int cycles) => (long)cycles * _fabric.Timing.ChassisCycleTicks;

    private void Read(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        uint offset = command.Address & OffsetMask;
        int words = command.Count;
        bool exists = Exists(in command, offset, words);
        for (int i = 0; i < words; i++)
        {
            data[i] = exists ? Memory.ReadWord(offset + (4u * (uint)i)) : 0;
        }

        long start = EnterPushing(in command, arrival, _writes.ReadableAt(offset, words, arrival), words);
        PushAt(start, _timing.ReadCycles, slot, PushAll, words);
    }

    private void Write(ref MeCommand command, int slot, long arrival)
    {
        ReadOnlySpan<uint> data = command.Data;
        uint offset = command.Address & OffsetMask;
        int words = command.Count;
        if (Exists(in command, offset, words))
        {
            uint bits = ByteLanes.Bits(command.ByteMask);
            for (int i = 0; i < words; i++)
            {
                long address = offset + (4L * i);
                uint old = bits == uint.MaxValue ? 0 : Memory.ReadWord(address);
                Memory.WriteWord(address, (old & ~bits) | (data[i] & bits));
            }
        }

        long end = EnterPulling(in command, arrival, words, out _);
        _writes.Add(offset, words, _pins.Write(end, words), _fabric.Events.Now);
        Finish(slot, command.SignalMask, end);
    }

    private void Atomic(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        uint offset = command.Address & OffsetMask;
        uint old = 0;
        if (Exists(in command, offset, 1))
        {
            old = Memory.ReadWord(offset);
            Memory.WriteWord(offset, AtomicOperation.Apply(command.Op, old, data[0]));
        }

        data[0] = old;
        long start = EnterPushing(in command, arrival, _writes.ReadableAt(offset, 1, arrival), 1);
        long ready = start + _fabric.Timing.Cycles(_timing.AtomicCycles);
        long pulled = ready;
        if (AtomicOperation.Pulls(command.Op))
        {
            pulled = PullPhase.Reserve(
                _fabric, in command, arrival, start, _timing.PullRequestCycles, 1, out long late);
            ready += late;
        }

        _writes.Add(offset, 1, _pins.Write(ready, 1), _fabric.Events.Now);
        if (!AtomicOperation.Returns(command.Op))
        {
            Finish(slot, command.SignalMask, pulled);
        }
        else if (AtomicOperation.Pulls(command.Op))
        {
            _fabric.Signal(in command, CommandSignals.Pull(in command), pulled);
            PushAt(ready, 0, slot, PushSecond, 1);
        }
        else
        {
            PushAt(ready, 0, slot, PushAll, 1);
        }
    }

    private void Put(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        int words = command.Count;
        uint status = Queues.Put(RingEntry(in command), data[..words]);
        data[0] = status;
        long end = EnterPulling(in command, arrival, words, out long start);
        if (status >> 31 != 0)
        {
            _pins.Write(end, words);
        }

        _fabric.Signal(in command, CommandSignals.Pull(in command), end);
        // Longwords beyond the first arrive later and so does the status.
        long ready = start + _fabric.Timing.Cycles(_timing.RingPutCycles) + ChassisTicks(words - 1);
        PushAt(Math.Max(ready, end), 0, slot, PushSecond, 1);
    }

    private void Get(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        int words = Queues.Get(RingEntry(in command), data[..command.Count]);
        long start = EnterPushing(in command, arrival, arrival, words);
        PushAt(start, _timing.RingGetCycles, slot, PushAll, words);
    }

    private void Dequeue(ref MeCommand command, int slot, long arrival)
    {
        command.Data[0] = Queues.Dequeue(QueueEntry(in command));
        long start = EnterPushing(in command, arrival, arrival, 1);
        PushAt(start, _timing.DequeueCycles, slot, PushAll, 1);
    }

    private void Enqueue(ref MeCommand command, int slot, long arrival)
    {
        int entry = QueueEntry(in command);
        uint buffer = command.Address & QueueDescriptor.PointerMask;
        long start = Enter(in command, arrival, _pins.WriteRoomAt(arrival));
        if (command.Op == MicroOp.SramEnqueueTail)
        {
            Queues.EnqueueTail(entry, buffer);
        }
        else
        {
            bool given = command.HasIndirect && (command.Indirect >> 20 & 1) != 0;
            int cells = given ? (int)(command.Indirect >> 12) & 0x7f : 0;
            bool eop = !given || (command.Indirect >> 19 & 1) != 0;
            uint link = Queues[entry].Tail << 2;
            if (Queues[entry].Count != 0)
            {
                _writes.Add(link & OffsetMask, 1, _pins.Write(start, 1), _fabric.Events.Now);
            }

            Queues.Enqueue(entry, buffer, cells, eop);
        }

        Finish(slot, command.SignalMask, start + _fabric.Timing.Cycles(_timing.EnqueueCycles));
    }

    private void Journal(ref MeCommand command, int slot, long arrival)
    {
        if (command.Op == MicroOp.SramFastJournal)
        {
            uint source = (uint)(command.Me << 3 | command.Context);
            Queues.Journal(QueueEntry(in command), [source << 24 | (command.Address & QueueDescriptor.PointerMask)]);
            long start = Enter(in command, arrival, _pins.WriteRoomAt(arrival));
            _pins.Write(start, 1);
            Finish(slot, command.SignalMask, start + _fabric.Timing.Cycles(_timing.EnqueueCycles));
            return;
        }

        ReadOnlySpan<uint> data = command.Data;
        Queues.Journal(RingEntry(in command), data[..command.Count]);
        long end = EnterPulling(in command, arrival, command.Count, out _);
        _pins.Write(end, command.Count);
        Finish(slot, command.SignalMask, end);
    }

    private void AccessCsr(ref MeCommand command, int slot, long arrival)
    {
        int offset = (int)command.Address & 0xfffc;
        if (Csrs.At(offset) is null)
        {
            ReportFault(in command);
        }

        if (command.Op == MicroOp.SramCsrWr)
        {
            Csrs.Write(offset, command.Data[0]);
            Finish(slot, command.SignalMask, EnterPulling(in command, arrival, 1, out _));
            return;
        }

        command.Data[0] = Csrs.Read(offset);
        long start = Enter(in command, arrival, _fabric.SPush(command.DestMe >> 2).RoomAt(arrival));
        PushAt(start, _timing.CsrCycles, slot, PushAll, 1);
    }

    private void MoveDescriptor(ref MeCommand command, int slot, long arrival)
    {
        int entry = QueueEntry(in command);
        uint pointer = command.Address & QueueDescriptor.PointerMask;
        Span<uint> data = command.Data;
        int words = Math.Clamp((int)command.Count, 1, 2);
        if (command.Op == MicroOp.SramRdQdescHead)
        {
            Queues.LoadHead(entry, pointer, data[..words]);
            long start = EnterPushing(in command, arrival, _writes.ReadableAt(pointer << 2, 3, arrival), words);
            PushAt(start, _timing.ReadCycles, slot, PushAll, words);
            return;
        }

        long begin;
        if (command.Op is MicroOp.SramWrQdesc or MicroOp.SramWrQdescCount)
        {
            int stored = command.Op == MicroOp.SramWrQdesc ? (int)uint.PopCount(Queues[entry].Valid) : 1;
            begin = Enter(in command, arrival, _pins.WriteRoomAt(arrival));
            _writes.Add((pointer << 2) & OffsetMask, 3, _pins.Write(begin, stored), _fabric.Events.Now);
            if (command.Op == MicroOp.SramWrQdesc)
            {
                Queues.Store(entry, pointer);
            }
            else
            {
                Queues.StoreCount(entry, pointer);
            }

            Finish(slot, command.SignalMask, begin + _fabric.Timing.Cycles(_timing.EnqueueCycles));
            return;
        }

        if (command.Op == MicroOp.SramRdQdescTail)
        {
            Queues.LoadTail(entry, pointer, words);
        }
        else
        {
            words = 3 - (int)uint.PopCount(Queues[entry].Valid & 7);
            Queues.LoadOther(entry, pointer);
        }

        long held = _writes.ReadableAt(pointer << 2, 3, arrival);
        begin = Enter(in command, arrival, held);
        _pins.Read(begin, begin, words);
        long loaded = begin + _fabric.Timing.Cycles(_timing.ReadCycles) + _fabric.Timing.ChassisCycleTicks;
        Finish(slot, command.SignalMask, loaded);
    }

    private long Enter(in MeCommand command, long arrival, long notBefore)
    {
        long start = Math.Max(Math.Max(arrival, notBefore), _lastStart);
        _inlets[command.Cluster].Add(arrival, start);
        _lastStart = start;
        return start;
    }

    private long EnterPushing(in MeCommand command, long arrival, long notBefore, int words)
    {
        long room = _fabric.SPush(command.DestMe >> 2).RoomAt(arrival);
        long start = Enter(in command, arrival, Math.Max(Math.Max(notBefore, room), _pins.ReadFreeAt(arrival)));
        return _pins.Read(start, start, words);
    }

    private long EnterPulling(in MeCommand command, long arrival, int words, out long start)
    {
        start = Enter(in command, arrival, _pins.WriteRoomAt(arrival));
        return PullPhase.Reserve(_fabric, in command, arrival, start, _timing.PullRequestCycles, words, out _);
    }

    private void PushAt(long start, int cycles, int slot, int kind, int words) =>
        _fabric.Events.Schedule(start + _fabric.Timing.Cycles(cycles), _id, kind, slot, words);

    private void Finish(int slot, ushort signals, long end)
    {
        _fabric.Signal(in _fabric.Pool[slot], signals, end);
        _fabric.Pool.Release(slot);
    }

    private static int RingEntry(in MeCommand command) => (int)(command.Address >> 2) & (QArray.Entries - 1);

    private static int QueueEntry(in MeCommand command) => (int)(command.Address >> 24) & (QArray.Entries - 1);

    private bool Exists(in MeCommand command, uint offset, int words)
    {
        if (offset + (4L * words) <= Bytes)
        {
            return true;
        }

        ReportFault(in command);
        return false;
    }

    private void ReportFault(in MeCommand command)
    {
        _faultCount++;
        _faults.OnFault(new AccessFault(
            _name, command.Op, command.Address, command.Me, command.Context, _fabric.Events.Now));
    }
}

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
    private const uint OffsetMask = 0x3ff_fffc;

    private readonly ChassisFabric _fabric;
    private readonly SramTiming _timing;
    private readonly IAccessFaultSink _faults;
    private readonly SramSequencer _sequencer;
    private readonly SramQueueUnit _queueUnit;
    private readonly Register _control;
    private readonly string _name;
    private long _commands;
    private long _faultCount;

    public SramChannel(ChassisFabric fabric, SramTiming timing, int channel, long bytes, IAccessFaultSink faults)
    {
        _fabric = fabric;
        _timing = timing;
        _faults = faults;
        _name = $"sram{channel}";
        _sequencer = new SramSequencer(fabric, timing, _name, fabric.Events.Register(this));
        Bytes = bytes;
        Memory = new FlatMemory(bytes);
        Queues = new QArray(Memory, bytes);
        _queueUnit = new SramQueueUnit(fabric.Events, _sequencer, Queues, _name);
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
    public long InletFreeAt(int cluster, long now) => _sequencer.InletFreeAt(cluster, now);

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
            case MicroOp.SramCsrRd or MicroOp.SramCsrWr:
                AccessCsr(ref command, slot, arrival);
                break;
            case >= MicroOp.SramPut and <= MicroOp.SramRdQdescHead:
                _queueUnit.Accept(ref command, slot, arrival);
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
    public void Handle(in SimEvent e) => _sequencer.Push(in e);

    /// <inheritdoc/>
    public long Read(long ready, uint offset, int words) => _sequencer.PortRead(ready, offset, words);

    /// <inheritdoc/>
    public long Write(long ready, uint offset, int words) => _sequencer.PortWrite(ready, offset, words);

    /// <summary>The XScale loads from the Q-array alias.</summary>
    public uint Dequeue(int entry)
    {
        uint head = Queues.Dequeue(entry);
        _queueUnit.Follow(entry);
        return head;
    }

    /// <summary>The XScale stores a buffer's longword address to the Q-array alias.</summary>
    public void Enqueue(int entry, uint buffer)
    {
        Queues.Enqueue(entry, buffer, cells: 0, eop: true);
        _queueUnit.Follow(entry);
    }

    /// <summary>The XScale loads from the ring alias: one longword, 0 from an empty ring.</summary>
    public uint RingGet(int entry)
    {
        Span<uint> word = [0];
        Queues.Get(entry, word);
        _queueUnit.Follow(entry);
        return word[0];
    }

    /// <summary>The XScale stores to the ring alias; a full ring drops the longword.</summary>
    public void RingPut(int entry, uint value)
    {
        Queues.Put(entry, [value]);
        _queueUnit.Follow(entry);
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
        visitor.Visit(_sequencer);
        visitor.Visit(_queueUnit);
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
        _sequencer.Report(sheet);
        _queueUnit.Report(sheet);
    }

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

        long start = _sequencer.EnterReading(in command, arrival, offset, words);
        _sequencer.PushAt(start + _sequencer.Cycles(_timing.ReadCycles), slot, SramSequencer.PushAll, words);
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

        long end = _sequencer.EnterPulling(in command, arrival, words, out _);
        _sequencer.WriteMemory(end, offset, words);
        _sequencer.Finish(slot, command.SignalMask, end);
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
        long start = _sequencer.EnterReading(in command, arrival, offset, 1);
        long ready = start + _sequencer.Cycles(_timing.AtomicCycles);
        long pulled = ready;
        if (AtomicOperation.Pulls(command.Op))
        {
            pulled = _sequencer.Pull(in command, arrival, start, 1, out long late);
            ready += late;
        }

        _sequencer.WriteMemory(ready, offset, 1);
        if (!AtomicOperation.Returns(command.Op))
        {
            _sequencer.Finish(slot, command.SignalMask, pulled);
        }
        else if (AtomicOperation.Pulls(command.Op))
        {
            _fabric.Signal(in command, CommandSignals.Pull(in command), pulled);
            _sequencer.PushAt(ready, slot, SramSequencer.PushSecond, 1);
        }
        else
        {
            _sequencer.PushAt(ready, slot, SramSequencer.PushAll, 1);
        }
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
            long end = _sequencer.EnterPulling(in command, arrival, 1, out _);
            _sequencer.Finish(slot, command.SignalMask, end);
            return;
        }

        command.Data[0] = Csrs.Read(offset);
        long start = _sequencer.EnterPushingRegister(in command, arrival);
        _sequencer.PushAt(start + _sequencer.Cycles(_timing.CsrCycles), slot, SramSequencer.PushAll, 1);
    }

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
        _faults.OnFault(AccessFault.Of(_name, in command, command.Address, _fabric.Events.Now));
    }
}

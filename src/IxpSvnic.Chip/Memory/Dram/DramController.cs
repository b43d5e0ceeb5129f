using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Memory;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Memory.Dram;

/// <summary>
/// The DDR controller: an inlet in order, a queue per bank, the pins; quadword reads and writes of microengines, moves
/// between RBUF, DRAM and TBUF, and the ports of PCI unit and XScale (reference 2.11, 4.2; IXP2800 HRM p197-205).
/// *Not modelled:* ECC errors; frame tags finer than a 64-byte line.
/// </summary>
public sealed class DramController
    : ICommandTarget, IEventTarget, IRegisterOwner, IDramPort, IStateful, IStatisticsSource
{
    private const int PushData = 0;
    private const int FrameInDram = 1;
    private const int PushToTbuf = 2;

    private const int BufferBase = 0x2000;
    private const int BufferBytes = 0x2000;

    private readonly ChassisFabric _fabric;
    private readonly DramTiming _timing;
    private readonly IMediaBuffers _media;
    private readonly IAccessFaultSink _faults;
    private readonly CommandInlet _inlet;
    private readonly BankQueue[] _bankQueues;
    private readonly DramPins _pins;
    private readonly PushBacklog _backlog;
    private readonly short _id;
    private int[] _slotTags = new int[256];
    private long _commands;
    private long _faultCount;
    private long _portBytes;

    public DramController(
        ChassisFabric fabric, DramTiming timing, long bytes, IMediaBuffers media, IAccessFaultSink faults)
    {
        _fabric = fabric;
        _timing = timing;
        _media = media;
        _faults = faults;
        _id = fabric.Events.Register(this);
        _inlet = new CommandInlet("dram.inlet", timing.InletDepth);
        Ixp2400Timing chip = fabric.Timing;
        _backlog = new PushBacklog(fabric.DPush, (long)chip.PushFifoFullAt * chip.ChassisCycleTicks);
        _pins = new DramPins(fabric.Timing, timing);
        int depth = timing.BankQueueDepth;
        _bankQueues = [new(depth), new(depth), new(depth), new(depth)];
        Bytes = bytes;
        Memory = new FlatMemory(bytes);
        Tags = new TagMap(fabric.Ledger, bytes);
        Csrs = DramRegisters.Declare(this);
    }

    /// <inheritdoc/>
    public long Bytes { get; }

    /// <inheritdoc/>
    public FlatMemory Memory { get; }

    /// <inheritdoc/>
    public TagMap Tags { get; }

    /// <summary>Controller CSRs, reference 2.11.</summary>
    public RegisterBank Csrs { get; }

    /// <inheritdoc/>
    public long InletFreeAt(int cluster, long now) => _inlet.FreeAt(now);

    /// <inheritdoc/>
    public void Accept(int slot, long arrival)
    {
        _commands++;
        ref MeCommand command = ref _fabric.Pool[slot];
        switch (command.Op)
        {
            case MicroOp.DramRead:
                Read(ref command, slot, arrival);
                break;
            case MicroOp.DramWrite:
                Write(ref command, slot, arrival);
                break;
            case MicroOp.DramRbufRd:
                MoveFromRbuf(ref command, slot, arrival);
                break;
            default:
                MoveToTbuf(ref command, slot, arrival);
                break;
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        int slot = (int)e.A;
        ref MeCommand command = ref _fabric.Pool[slot];
        int tag = 0;
        switch (e.Kind)
        {
            case PushData:
                ReadOnlySpan<uint> data = command.Data;
                _backlog.Keep(2 * QuadwordTicks(command.Count));
                _fabric.PushD(in command, data[..(2 * command.Count)], CommandSignals.Pair(in command));
                break;
            case FrameInDram:
                tag = TakeTag(slot);
                _fabric.Ledger.Reach(tag, Hop.DramPacket, e.Time, command.Address);
                break;
            default:
                tag = TakeTag(slot);
                _backlog.Keep(QuadwordTicks(command.Count));
                long end = _fabric.DPush.Reserve(_fabric.Timing.ChassisEdge(e.Time), command.Count);
                _fabric.Signal(in command, CommandSignals.Pair(in command), end);
                _fabric.Ledger.Reach(tag, Hop.TbufElement, e.Time, BufferAddress(in command));
                break;
        }

        _fabric.Ledger.Release(tag, e.Time);
        _fabric.Pool.Release(slot);
    }

    /// <inheritdoc/>
    public long Read(long ready, uint address, int bytes)
    {
        _portBytes += bytes;
        long start = _pins.Access(Queued(ready), ready, address, bytes, write: false);
        int quadwords = Quadwords(address, bytes);
        long data = start + ReadTicks(address, bytes);
        return Math.Max(
            ReserveNow(_fabric.DPush, ready, quadwords),
            data + (2L * quadwords * _fabric.Timing.ChassisCycleTicks));
    }

    /// <inheritdoc/>
    public long Write(long ready, uint address, int bytes)
    {
        _portBytes += bytes;
        int quadwords = Quadwords(address, bytes);
        long taken = Math.Max(
            ReserveNow(_fabric.DPull, ready, quadwords),
            ready + (2L * quadwords * _fabric.Timing.ChassisCycleTicks));
        // The controller's pull FIFO holds one access: the next is taken once the pins have begun with this one.
        long start = _pins.Access(Queued(ready), taken, address, bytes, write: true, PartialQuadwords(address, bytes));
        return Math.Max(taken, start);
    }

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("dram");
        visitor.Visit(Memory);
        visitor.Visit(Tags);
        visitor.Visit(Csrs);
        visitor.Visit(_inlet);
        visitor.Visit(_pins);
        visitor.Visit(_backlog);
        foreach (BankQueue queue in _bankQueues)
        {
            visitor.Visit(queue);
        }

        if (!visitor.IsHashing)
        {
            int slots = _slotTags.Length;
            visitor.Value(ref slots);
            if (visitor.IsRestoring)
            {
                _slotTags = new int[slots];
            }

            visitor.Block(_slotTags);
            visitor.Value(ref _commands);
            visitor.Value(ref _faultCount);
            visitor.Value(ref _portBytes);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        _inlet.Settle(sheet.Now);
        sheet.Count("dram.commands", _commands);
        sheet.Count("dram.faults", _faultCount);
        sheet.Count("dram.portBytes", _portBytes);
        sheet.Count("dram.rowConflicts", _pins.RowConflicts);
        sheet.Count("dram.turnarounds", _pins.Turnarounds);
        sheet.Count("dram.refreshes", _pins.Refreshes);
        sheet.Busy("dram.pins", _pins.BusyTicks);
        sheet.Queue(_inlet);
    }

    private static int Quadwords(uint address, int bytes) =>
        (int)(((address + (uint)bytes + 7) >> 3) - (address >> 3));

    // With ECC on, the quadwords at the ends that are not wholly written are read first.
    private static int PartialQuadwords(uint address, int bytes)
    {
        uint end = address + (uint)bytes;
        int partial = ((address & 7) != 0 ? 1 : 0) + ((end & 7) != 0 ? 1 : 0);
        return Math.Min(partial, Quadwords(address, bytes));
    }

    private static int BufferAddress(in MeCommand command) => (int)(command.Indirect >> 5) & 0x3fff;

    private void Read(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        uint address = command.Address & ~7u;
        int words = 2 * command.Count;
        bool exists = Exists(in command, address, 4 * words);
        for (int i = 0; i < words; i++)
        {
            data[i] = exists ? Memory.ReadWord(address + (4L * i)) : 0;
        }

        long start = EnterReading(arrival, address, 4 * words, 2 * QuadwordTicks(command.Count));
        _fabric.Events.Schedule(start + ReadTicks(address, 4 * words), _id, PushData, slot);
    }

    private void Write(ref MeCommand command, int slot, long arrival)
    {
        ReadOnlySpan<uint> data = command.Data;
        uint address = command.Address & ~7u;
        int words = 2 * command.Count;
        if (Exists(in command, address, 4 * words))
        {
            for (int i = 0; i < words; i++)
            {
                uint bits = ByteLanes.Bits(command.ByteMask >> (4 * (i & 1)));
                long at = address + (4L * i);
                uint old = bits == uint.MaxValue ? 0 : Memory.ReadWord(at);
                Memory.WriteWord(at, (old & ~bits) | (data[i] & bits));
            }
        }

        BankQueue queue = _bankQueues[DramPins.BankOf(address)];
        long entry = Enter(arrival, arrival, queue);
        long request = _fabric.Timing.Cycles(_timing.PullRequestCycles);
        long idle = _fabric.Timing.ChassisEdge(
            entry + request + _fabric.Timing.Cycles(_fabric.Timing.PullSetupCycles))
            + (2L * command.Count * _fabric.Timing.ChassisCycleTicks);
        long end = Math.Max(_fabric.PullD(arrival + request, command.Count), idle);
        int extra = command.ByteMask == 0xff ? 0 : DramPins.Bursts(address, 4 * words);
        queue.Add(_pins.Access(entry, end, address, 4 * words, write: true, extra));
        _fabric.Signal(in command, CommandSignals.Pair(in command), end);
        _fabric.Pool.Release(slot);
    }

    private void MoveFromRbuf(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        uint address = command.Address & ~7u;
        int bytes = 8 * command.Count;
        int tag = 0;
        if (Exists(in command, address, bytes) && HasBuffer(in command, bytes))
        {
            Span<uint> words = data[..(bytes / 4)];
            _media.ReadRbuf(BufferAddress(in command) - BufferBase, words, out tag);
            for (int i = 0; i < words.Length; i++)
            {
                Memory.WriteWord(address + (4L * i), words[i]);
            }

            Tags.Mark(address, bytes, tag, _fabric.Events.Now);
        }

        Ixp2400Timing chip = _fabric.Timing;
        BankQueue queue = _bankQueues[DramPins.BankOf(address)];
        long entry = Enter(arrival, arrival, queue);
        long request = chip.Cycles(_timing.RbufPullRequestCycles + chip.PullSetupCycles);
        long moved = (long)command.Count * chip.ChassisCycleTicks;
        long end = Math.Max(
            _fabric.DPull.Reserve(chip.ChassisEdge(arrival), command.Count, chip.ChassisCycleTicks),
            chip.ChassisEdge(entry + request) + moved);
        queue.Add(_pins.Access(entry, end, address, bytes, write: true));
        _fabric.Signal(in command, CommandSignals.Pair(in command), end);
        KeepTag(slot, tag);
        _fabric.Events.Schedule(end, _id, FrameInDram, slot);
    }

    private void MoveToTbuf(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        uint address = command.Address & ~7u;
        int bytes = 8 * command.Count;
        int tag = 0;
        if (Exists(in command, address, bytes) && HasBuffer(in command, bytes))
        {
            Span<uint> words = data[..(bytes / 4)];
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = Memory.ReadWord(address + (4L * i));
            }

            tag = Tags.First(address, bytes);
            _media.WriteTbuf(BufferAddress(in command) - BufferBase, words, tag);
        }

        long start = EnterReading(arrival, address, bytes, QuadwordTicks(command.Count));
        long ready = start + ReadTicks(address, bytes) + _fabric.Timing.Cycles(_timing.TbufPushRequestCycles);
        KeepTag(slot, tag);
        _fabric.Events.Schedule(ready, _id, PushToTbuf, slot);
    }

    private long ReadTicks(uint address, int bytes) => _fabric.Timing.Cycles(
        _timing.ReadCycles + ((DramPins.Bursts(address, bytes) - 1) * _timing.ExtraBurstCycles));

    // The inlet is in order: a command that finds its bank's queue full holds those behind it.
    private long Enter(long arrival, long notBefore, BankQueue queue)
    {
        long entry = Math.Max(Math.Max(queue.RoomAt(arrival), notBefore), _inlet.LastStart);
        _inlet.Add(arrival, entry);
        return entry;
    }

    private long QuadwordTicks(int quadwords) => (long)quadwords * _fabric.Timing.ChassisCycleTicks;

    private long EnterReading(long arrival, uint address, int bytes, long pushTicks)
    {
        BankQueue queue = _bankQueues[DramPins.BankOf(address)];
        long entry = Enter(arrival, _backlog.RoomAt(_fabric.Events.Now, arrival), queue);
        _backlog.Promise(pushTicks);
        long start = _pins.Access(entry, entry, address, bytes, write: false);
        queue.Add(start);
        return start;
    }

    // A request for later takes its share of pins and buses now, so that the time until then stays usable by others.
    private long Queued(long ready) => Math.Min(
        ready, _fabric.Events.Now + _fabric.Timing.Cycles(_fabric.Timing.CommandTransitCycles));

    private long ReserveNow(DataBus bus, long ready, int quadwords) => bus.Reserve(
        _fabric.Timing.ChassisEdge(Queued(ready)), quadwords, 2L * _fabric.Timing.ChassisCycleTicks);

    // Holds the frame until the event that tells of it; by slot, since tags are no part of the hashed state.
    private void KeepTag(int slot, int tag)
    {
        if (slot >= _slotTags.Length)
        {
            Array.Resize(ref _slotTags, Math.Max(slot + 1, _slotTags.Length * 2));
        }

        _fabric.Ledger.Hold(tag);
        _slotTags[slot] = tag;
    }

    private int TakeTag(int slot)
    {
        int tag = _slotTags[slot];
        _slotTags[slot] = 0;
        return tag;
    }

    private bool HasBuffer(in MeCommand command, int bytes)
    {
        int buffer = BufferAddress(in command);
        bool given = command.HasIndirect && (command.Indirect & 0x10) != 0;
        if (given && buffer >= BufferBase && buffer + bytes <= BufferBase + BufferBytes && (buffer & 7) == 0)
        {
            return true;
        }

        ReportFault("dram.buffer", in command, (uint)buffer);
        return false;
    }

    private bool Exists(in MeCommand command, uint address, int bytes)
    {
        if ((long)address + bytes <= Bytes)
        {
            return true;
        }

        ReportFault("dram", in command, command.Address);
        return false;
    }

    private void ReportFault(string unit, in MeCommand command, uint address)
    {
        _faultCount++;
        _faults.OnFault(AccessFault.Of(unit, in command, address, _fabric.Events.Now));
    }
}

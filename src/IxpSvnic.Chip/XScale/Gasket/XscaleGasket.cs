using IxpSvnic.Arm.Bus;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Memory.Dram;
using IxpSvnic.Chip.XScale.Peripherals;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>
/// Between the core's memory bus and the chassis (IXP2800 HRM p126-129): requests become commands on the command bus of cluster
/// 0, or accesses of peripherals; their data phases become answers to the core. What leaves the core at cycle t reaches the
/// chip after <see cref="Ixp2400Timing.OutboundTicks"/>, what the chip says reaches the core after
/// <see cref="Ixp2400Timing.InboundTicks"/>. *Not modelled:* the CAM that holds SRAM writes behind reads of the same line.
/// </summary>
public sealed class XscaleGasket : IArmBus, ICommandSource, IEventTarget, IAccessFaultSink, IStateful, IStatisticsSource
{
    private const int Slots = 64;
    private const int LocalAccess = 0;
    private const byte PerformanceLine = 0xff;

    private readonly EventQueue _events;
    private readonly Ixp2400Timing _chip;
    private readonly GasketTiming _timing;
    private readonly XscalePeripherals _peripherals;
    private readonly DramController _dram;
    private readonly ChipDebugPort _debug;
    private readonly GasketAccess[] _accesses = new GasketAccess[Slots];
    private readonly CommandRing _issued = new();
    private readonly CommandRing _waiting = new();
    private readonly CommandWriter _writer;
    private readonly short _id;
    private CommandBus? _bus;
    private long _localFree;
    private long _lastIssue;
    private bool _performanceLine;
    private long _reads;
    private long _lines;
    private long _writes;
    private long _aborts;

    internal XscaleGasket(
        ChassisFabric fabric,
        GasketTiming timing,
        XscalePeripherals peripherals,
        DramController dram,
        ChipDebugPort debug)
    {
        _events = fabric.Events;
        _chip = fabric.Timing;
        _timing = timing;
        _peripherals = peripherals;
        _dram = dram;
        _debug = debug;
        _writer = new CommandWriter(_issued);
        _id = fabric.Events.Register(this);
        Inbox = new GasketInbox();
        peripherals.InterruptLinesChanged = (irq, fiq) => Inbox.Add(
            _events.Now + _chip.InboundTicks,
            GasketNotice.Lines,
            (irq ? GasketInbox.Irq : 0u) | (fiq ? GasketInbox.Fiq : 0u));
    }

    /// <summary>The boot flash stands in place of the DRAM's first 16 MB (MISC_CONTROL bit 8 clear, boot from flash strapped).</summary>
    public bool IsFlashAliased { get; set; } = true;

    /// <summary>The core's local time: nothing that it asks for now leaves it earlier.</summary>
    internal long NotBefore { get; set; }

    /// <summary>What is on its way to the core.</summary>
    internal GasketInbox Inbox { get; }

    /// <summary>Tick at which the oldest request not yet handed over reaches the chip, or Never.</summary>
    internal long NextRequest => _issued.Count > 0 ? _issued.First.Time + _chip.OutboundTicks : Ticks.Never;

    /// <inheritdoc/>
    public int Waiting => _waiting.Count;

    /// <inheritdoc/>
    public ref readonly MeCommand Head => ref _waiting.First;

    /// <inheritdoc/>
    public bool Submit(in BusRequest request, ref BusReply reply)
    {
        int slot = FreeSlot();
        ref GasketAccess access = ref _accesses[slot];
        access = default;
        access.IsActive = true;
        access.Request = request;
        access.Route = RouteOf(request.Address);
        Issue(ref access, (byte)slot, Math.Max(NotBefore, request.Cycle * _chip.MeCycleTicks));
        return false;
    }

    /// <inheritdoc/>
    public bool Peek(uint address, out uint word)
    {
        bool isMemory = IsMemory(address);
        word = isMemory ? _debug.Read(address) : 0;
        return isMemory;
    }

    /// <inheritdoc/>
    public bool Poke(uint address, uint word)
    {
        if (!IsMemory(address))
        {
            return false;
        }

        _debug.Write(address, word);
        return true;
    }

    /// <inheritdoc/>
    public void Grant(long time) => _waiting.RemoveFirst();

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        int slot = (int)e.A;
        ref GasketAccess access = ref _accesses[slot];
        long readable = ReadableAt(in access);
        if (readable > e.Time)
        {
            _localFree = Math.Max(_localFree, readable);
            _events.Schedule(readable, _id, LocalAccess, slot);
            return;
        }

        PerformLocally(ref access);
        Inbox.Add(e.Time + _chip.InboundTicks, GasketNotice.Answer, (uint)slot, access.Data, LineData.Words, access.IsAbort);
    }

    /// <summary>A unit found nothing at the address of one of our commands.</summary>
    public void OnFault(in AccessFault fault)
    {
        if (fault.Unit != "cap")
        {
            _accesses[fault.Context].IsAbort = true;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("gasket");
        visitor.Block(_accesses);
        visitor.Visit(_issued);
        visitor.Visit(_waiting);
        visitor.Visit(Inbox);
        visitor.Value(ref _localFree);
        visitor.Value(ref _lastIssue);
        visitor.Value(ref _performanceLine);
        bool aliased = IsFlashAliased;
        visitor.Value(ref aliased);
        IsFlashAliased = aliased;
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _reads);
            visitor.Value(ref _lines);
            visitor.Value(ref _writes);
            visitor.Value(ref _aborts);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("gasket.reads", _reads);
        sheet.Count("gasket.lines", _lines);
        sheet.Count("gasket.writes", _writes);
        sheet.Count("gasket.aborts", _aborts);
    }

    /// <summary>The performance counters' interrupt line, as the core leaves it now; a change is told like a request.</summary>
    internal void DrivePerformanceInterrupt(bool asserted)
    {
        if (asserted != _performanceLine)
        {
            _performanceLine = asserted;
            _lastIssue = Math.Max(NotBefore, _lastIssue);
            ref MeCommand command = ref _issued.Append();
            command.Time = _lastIssue;
            command.Context = PerformanceLine;
            command.Address = asserted ? 1u : 0;
        }
    }

    /// <summary>IXP_RESET_0 bit 0 has changed.</summary>
    internal void HoldInReset(bool held) =>
        Inbox.Add(_events.Now + _chip.InboundTicks, GasketNotice.Reset, held ? 1u : 0);

    internal void Connect(CommandBus bus) => _bus = bus;

    /// <summary>The oldest request reaches the chip, now.</summary>
    internal void HandOver()
    {
        ref readonly MeCommand command = ref _issued.First;
        int slot = command.Context;
        if (slot == PerformanceLine)
        {
            _peripherals.Interrupts.Drive(InterruptSource.Pmu, command.Address != 0);
            _issued.RemoveFirst();
            return;
        }

        if (_accesses[slot].Route is BusRoute.Local or BusRoute.Nothing)
        {
            _issued.RemoveFirst();
            _localFree = Math.Max(_localFree, _events.Now) + _chip.Cycles(LocalCycles(in _accesses[slot]));
            _events.Schedule(_localFree, _id, LocalAccess, slot);
            return;
        }

        _waiting.Append() = command;
        _issued.RemoveFirst();
        _bus!.OnArrival();
    }

    /// <summary>A command of ours named a unit that the chip does not have: it will not answer.</summary>
    internal void OnUnroutable(in MeCommand command)
    {
        ref GasketAccess access = ref _accesses[command.Context];
        access.IsAbort = true;
        Inbox.Add(_events.Now + _chip.InboundTicks, GasketNotice.Answer, command.Context, access.Data, 0, true);
    }

    /// <summary>A data phase of one of our commands, from the chip.</summary>
    internal void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data)
    {
        LineData words = default;
        int count = Math.Min(data.Length, LineData.Words);
        data[..count].CopyTo(words);
        Inbox.Add(delivery.Time, GasketNotice.Answer, delivery.Context, words, count, delivery.IsAbort);
    }

    /// <summary>
    /// Takes an answer that has reached the core at a tick. True: the access is complete and <paramref name="reply"/> is for the
    /// token.
    /// </summary>
    internal bool TakeAnswer(in GasketEntry entry, ref BusReply reply, out int token)
    {
        int slot = (int)entry.Argument;
        ref GasketAccess access = ref _accesses[slot];
        token = access.Request.Token;
        access.IsAbort |= entry.IsAbort;
        if (entry.Words > 0 && !access.IsWriteBack)
        {
            access.Data = entry.Data;
        }

        if (--access.Parts > 0)
        {
            return false;
        }

        if (access.Request.Operation == BusOperation.Swap && !access.IsWriteBack && !access.IsAbort
            && !CommandWriter.SwapsAtOnce(access.Route) && access.Route != BusRoute.Local)
        {
            WriteBack(ref access, (byte)slot, Math.Max(NotBefore, entry.Time));
            return false;
        }

        reply.Cycle = (entry.Time + _chip.MeCycleTicks - 1) / _chip.MeCycleTicks;
        reply.IsAbort = access.IsAbort;
        reply.Data = access.Data;
        if (access.Request.Operation is BusOperation.Read or BusOperation.Swap)
        {
            reply.Data[0] = Extract(in access);
        }

        _aborts += access.IsAbort ? 1 : 0;
        access.IsActive = false;
        return true;
    }

    private static bool IsMemory(uint address) => BusRoutes.Of(address) is BusRoute.Dram or BusRoute.Sram or BusRoute.Scratch;

    private static uint Extract(in GasketAccess access)
    {
        uint address = access.Request.Address;
        int word = access.Route == BusRoute.Dram ? (int)(address >> 2) & 1 : 0;
        uint value = access.Data[word];
        if (access.Route == BusRoute.Local)
        {
            return value;
        }

        return access.Request.Bytes switch
        {
            1 => value >> (int)(8 * (address & 3)) & 0xff,
            2 => value >> (int)(8 * (address & 2)) & 0xffff,
            _ => value,
        };
    }

    private BusRoute RouteOf(uint address)
    {
        BusRoute route = BusRoutes.Of(address);
        if (route == BusRoute.Dram && IsFlashAliased && address < Ixp2400AddressMap.FlashAliasBytes)
        {
            return BusRoute.Local;
        }

        return route == BusRoute.Nothing && _peripherals.TryFind(address, out _, out _) ? BusRoute.Local : route;
    }

    // Requests leave in the order in which they are made.
    private void Issue(ref GasketAccess access, byte slot, long wanted)
    {
        long time = _lastIssue = Math.Max(wanted, _lastIssue);
        ref readonly BusRequest request = ref access.Request;
        switch (request.Operation)
        {
            case BusOperation.ReadLine:
                _lines++;
                break;
            case BusOperation.Write:
                _writes++;
                break;
            default:
                _reads++;
                break;
        }

        if (access.Route is BusRoute.Local or BusRoute.Nothing)
        {
            ref MeCommand command = ref _issued.Append();
            command.Time = time;
            command.Context = slot;
            access.Parts = 1;
            return;
        }

        access.Parts = (byte)(request.Operation switch
        {
            BusOperation.ReadLine => _writer.Read(access.Route, request.Address, LineData.Words, slot, time),
            BusOperation.Write => _writer.Write(access.Route, request.Address, request.Mask, in request.Data, slot, time),
            BusOperation.Swap when CommandWriter.SwapsAtOnce(access.Route) =>
                _writer.Swap(access.Route, request.Address, request.Data[0], slot, time),
            _ => _writer.Read(access.Route, request.Address, 1, slot, time),
        });
    }

    private void WriteBack(ref GasketAccess access, byte slot, long time)
    {
        uint address = access.Request.Address;
        int lane = (int)address & 31;
        access.IsWriteBack = true;
        _lastIssue = Math.Max(time, _lastIssue);
        LineData data = default;
        data[lane >> 2] = access.Request.Data[0] << (8 * (lane & 3));
        uint mask = (access.Request.Bytes == 1 ? 1u : 0xfu) << lane;
        access.Parts = (byte)_writer.Write(access.Route, address & ~31u, mask, in data, slot, _lastIssue);
    }

    private int LocalCycles(in GasketAccess access)
    {
        if (access.Route == BusRoute.Nothing)
        {
            return _timing.AbortCycles;
        }

        ref readonly BusRequest request = ref access.Request;
        int bytes = request.Operation switch
        {
            BusOperation.ReadLine => 32,
            BusOperation.Write => int.PopCount((int)request.Mask),
            _ => request.Bytes,
        };
        return (request.Address >> 24) switch
        {
            < 0x80 or 0xc4 or 0xc5 => _timing.SlowportCycles * bytes,
            0xc6 or 0xc7 => _timing.SlowportCycles * ((bytes + 1) / 2),
            _ => _timing.PeripheralCycles * ((bytes + 3) / 4),
        };
    }

    private long ReadableAt(in GasketAccess access) =>
        access.Request.Operation == BusOperation.Read
        && _peripherals.TryFind(Unaliased(access.Request.Address), out IPeripheral peripheral, out uint offset)
        && peripheral is IDelayedPeripheral delayed
            ? delayed.ReadableAt(offset)
            : 0;

    private void PerformLocally(ref GasketAccess access)
    {
        ref readonly BusRequest request = ref access.Request;
        switch (request.Operation)
        {
            case BusOperation.ReadLine:
                for (int i = 0; i < LineData.Words; i++)
                {
                    access.Data[i] = ReadLocal(ref access, request.Address + (4 * (uint)i), 4);
                }

                break;
            case BusOperation.Read:
                access.Data[0] = ReadLocal(ref access, request.Address, request.Bytes);
                break;
            case BusOperation.Swap:
                access.Data[0] = ReadLocal(ref access, request.Address, request.Bytes);
                WriteLocal(ref access, request.Address, request.Bytes, request.Data[0]);
                break;
            default:
                WriteLocalBlock(ref access);
                break;
        }
    }

    // In the widest aligned pieces that the mask allows, lowest first.
    private void WriteLocalBlock(ref GasketAccess access)
    {
        uint mask = access.Request.Mask;
        for (int lane = 0; lane < 32;)
        {
            uint rest = mask >> lane;
            int bytes = (lane & 3) == 0 && (rest & 0xf) == 0xf ? 4 : (lane & 1) == 0 && (rest & 3) == 3 ? 2 : 1;
            if ((rest & 1) != 0)
            {
                uint value = access.Request.Data[lane >> 2] >> (8 * (lane & 3));
                value = bytes == 4 ? value : value & ((1u << (8 * bytes)) - 1);
                WriteLocal(ref access, access.Request.Address + (uint)lane, bytes, value);
            }

            lane += bytes;
        }
    }

    private uint ReadLocal(ref GasketAccess access, uint address, int bytes)
    {
        if (Ixp2400AddressMap.DramCsrs.Contains(address))
        {
            return _dram.Csrs.Read((int)(address & 0x7fc));
        }

        if (_peripherals.TryFind(Unaliased(address), out IPeripheral peripheral, out uint offset))
        {
            return peripheral.Read(new PeripheralAccess(offset, bytes, access.Request.IsBigEndian));
        }

        access.IsAbort = true;
        return uint.MaxValue;
    }

    private void WriteLocal(ref GasketAccess access, uint address, int bytes, uint value)
    {
        if (Ixp2400AddressMap.DramCsrs.Contains(address))
        {
            _dram.Csrs.Write((int)(address & 0x7fc), value);
        }
        else if (_peripherals.TryFind(Unaliased(address), out IPeripheral peripheral, out uint offset))
        {
            peripheral.Write(new PeripheralAccess(offset, bytes, access.Request.IsBigEndian), value);
        }
        else
        {
            access.IsAbort = true;
        }
    }

    private uint Unaliased(uint address) =>
        IsFlashAliased && address < Ixp2400AddressMap.FlashAliasBytes
            ? (uint)Ixp2400AddressMap.Flash.Start + address
            : address;

    private int FreeSlot()
    {
        for (int slot = 0; slot < Slots; slot++)
        {
            if (!_accesses[slot].IsActive)
            {
                return slot;
            }
        }

        throw new InvalidOperationException($"the core has more than {Slots} requests under way");
    }
}

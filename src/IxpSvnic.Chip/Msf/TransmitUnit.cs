using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Msf;

/// <summary>
/// The transmit half of the MSF, one partition: sends valid TBUF elements strictly in the order of their numbers, one SPI-3 burst
/// each. An element whose port lacks room, does not exist or is not polled blocks those behind it.
/// </summary>
internal sealed class TransmitUnit : IEventTarget, IStateful, IStatisticsSource
{
    private const uint SkipBit = 1u << 11;
    private const uint AbortBit = 1u << 10;
    private const uint StartBit = 1u << 9;
    private const uint EndBit = 1u << 8;
    private const int SequenceMask = 0xff;

    private readonly EventQueue _events;
    private readonly FrameLedger _ledger;
    private readonly MsfRegisters _registers;
    private readonly ISpi3Phy?[] _phys = new ISpi3Phy?[ReceiveUnit.Ports];
    private readonly Spi3Bus _bus;
    private readonly MediaBuffer _buffer;
    private readonly bool[] _valid = new bool[MediaBuffer.MaxElements];
    private readonly ElementOccupancy _occupancy = new("msf.tbuf");
    private readonly short _id;
    private int _validCount;
    private int _next;
    private int _sequence;
    private int _epoch;
    private bool _busy;
    private TransmitCounters _counters;

    public TransmitUnit(EventQueue events, FrameLedger ledger, MsfRegisters registers, Spi3Bus bus)
    {
        _events = events;
        _ledger = ledger;
        _registers = registers;
        _bus = bus;
        _buffer = new MediaBuffer(ledger);
        _id = events.Register(this);
    }

    private enum Kind
    {
        BurstEnd,
        Skipped,
    }

    public MediaBuffer Buffer => _buffer;

    /// <summary>TX_SEQUENCE_0: elements sent modulo 256, bit 31 while none is valid.</summary>
    public uint Sequence => (_validCount == 0 ? 1u << 31 : 0) | (uint)_sequence;

    private int ElementCount => MediaBuffer.Bytes >> _registers.TbufShift;

    public void Attach(int address, ISpi3Phy phy) => _phys[address] = phy;

    public bool IsValid(int element) => _valid[element];

    public void CountBusyWrite() => _counters.BusyWrites++;

    /// <summary>Words of a frame were written; its element takes the tag over.</summary>
    public void Mark(int offset, int tag)
    {
        int element = offset >> _registers.TbufShift;
        if (tag != 0 && _buffer.Tag(element) != tag)
        {
            _ledger.Hold(tag);
            _buffer.SetTag(element, tag, _events.Now);
        }

        _ledger.Reach(tag, Hop.TbufElement, _events.Now, offset);
    }

    /// <summary>The element's control words are complete.</summary>
    public void Validate(int element)
    {
        if (element >= ElementCount)
        {
            _counters.BadValidations++;
            return;
        }

        if (_valid[element])
        {
            _counters.BusyWrites++;
            return;
        }

        _valid[element] = true;
        _validCount++;
        _occupancy.Enter(element, _events.Now);
        TryStart();
    }

    /// <summary>Sends the next element if it is valid and its port has room.</summary>
    public void TryStart()
    {
        if (_busy || !_registers.TransmitEnabled || !_valid[_next])
        {
            return;
        }

        uint control = _registers.ControlA[_next].Value;
        if ((control & SkipBit) != 0 || _registers.TransmitFlush)
        {
            _busy = true;
            _events.Schedule(_bus.Transfer(_events.Now, 0), _id, (int)Kind.Skipped, _next, _epoch);
            return;
        }

        int port = (int)control & 0xff;
        int bytes = PrependLength(control) + PayloadLength(control);
        if (port > _registers.LastTransmitPort || _phys[port] is not { } phy || phy.TransmitRoom < bytes)
        {
            return;
        }

        _busy = true;
        _events.Schedule(_bus.Transfer(_events.Now, bytes), _id, (int)Kind.BurstEnd, _next, _epoch);
    }

    /// <summary>Another element size: nothing is valid any more (A9).</summary>
    public void Reset()
    {
        _epoch++;
        _busy = false;
        _next = 0;
        _sequence = 0;
        _validCount = 0;
        Array.Clear(_valid);
        _occupancy.LeaveAll(_events.Now);
        _buffer.ReleaseAll(_events.Now);
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        if (e.B != _epoch)
        {
            return;
        }

        int element = (int)e.A;
        if ((Kind)e.Kind == Kind.Skipped)
        {
            _counters.Skipped++;
            int tag = _buffer.TakeTag(element);
            _ledger.Release(tag, e.Time);
        }
        else
        {
            Send(element);
        }

        _valid[element] = false;
        _validCount--;
        _occupancy.Leave(element, e.Time);
        _sequence = (_sequence + 1) & SequenceMask;
        _next = (_next + 1) % ElementCount;
        _busy = false;
        TryStart();
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("msf.transmit");
        visitor.Visit(_bus);
        visitor.Visit(_buffer);
        visitor.Block(_valid);
        visitor.Visit(_occupancy);
        visitor.Value(ref _validCount);
        visitor.Value(ref _next);
        visitor.Value(ref _sequence);
        visitor.Value(ref _epoch);
        visitor.Value(ref _busy);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _counters);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        _occupancy.Capacity = ElementCount;
        sheet.Queue(_occupancy);
        sheet.Busy("msf.spi3Transmit", _bus.BusyTicks);
        sheet.Count("msf.tx.elements", _counters.Elements);
        sheet.Count("msf.tx.packets", _counters.Packets);
        sheet.Count("msf.tx.bytes", _counters.Bytes);
        sheet.Count("msf.tx.skipped", _counters.Skipped);
        sheet.Count("msf.tx.aborted", _counters.Aborted);
        sheet.Count("msf.tx.writesToValidElements", _counters.BusyWrites);
        sheet.Count("msf.tx.badValidations", _counters.BadValidations);
    }

    private static int PrependLength(uint control) => (int)(control >> 16) & 0x1f;

    private static int PayloadLength(uint control) => control >> 24 == 0 ? 256 : (int)(control >> 24);

    private void Send(int element)
    {
        uint control = _registers.ControlA[element].Value;
        int prepend = PrependLength(control);
        int payload = PayloadLength(control);
        int prependAt = (element << _registers.TbufShift) + ((int)(control >> 21) & 7);
        int payloadAt = ((prependAt + prepend + 7) & ~7) + ((int)(control >> 13) & 7);
        if (prepend == 0)
        {
            payloadAt = (element << _registers.TbufShift) + ((int)(control >> 13) & 7);
        }

        Span<byte> data = stackalloc byte[MediaBuffer.MaxElementBytes + 32];
        data = data[..(prepend + payload)];
        _buffer.Load(prependAt, data[..prepend]);
        _buffer.Load(payloadAt, data[prepend..]);
        bool abort = (control & AbortBit) != 0;
        Spi3Burst burst = new(
            Start: (control & StartBit) != 0,
            End: abort || (control & EndBit) != 0,
            Error: abort,
            Tag: _buffer.TakeTag(element));
        _counters.Elements++;
        _counters.Bytes += data.Length;
        _counters.Packets += burst.End && !abort ? 1 : 0;
        _counters.Aborted += abort ? 1 : 0;
        _phys[(int)control & 0xff]!.Transmit(data, in burst);
    }
}

using IxpSvnic.Board.Wires;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Board.Pm3386;

/// <summary>
/// One gigabit port of a PM3386. Both ways it stores and forwards (A12): a frame is offered to SPI-3 after its last bit and
/// its checks, and starts on the wire when its last byte is in the transmit FIFO, so that neither a bad frame reaches the chip nor the
/// transmitter runs dry. Whether the receive FIFO has room for a frame is decided at its last bit.
/// </summary>
public sealed class Pm3386Port : ISpi3Phy, IWireReceiver, IWireSender, IEventTarget, IStateful, IStatisticsSource
{
    // 256 bytes of payload after up to 31 prepended ones.
    private const int LargestBurst = 256 + 31;
    private const int MinimumFrame = EthernetFrame.MinimumLength + EthernetFrame.FcsLength;

    private readonly EventQueue _events;
    private readonly FrameLedger _ledger;
    private readonly int _txFifoBytes;
    private readonly ISpi3Link _link;
    private readonly WireEnd _wire;
    private readonly FrameFifo _rxFifo;
    private readonly FrameFifo _txFifo;
    private readonly string _name;
    private readonly short _id;
    private byte[] _scratch = new byte[2048];
    private bool _receives;
    private bool _transmits;
    private bool _sending;
    private bool _sendingBad;
    private bool _discarding;
    private long _startScheduled = Ticks.Never;
    private MacCounters _rx;
    private MacCounters _tx;

    internal Pm3386Port(
        EventQueue events, FrameLedger ledger, MacConfig config, ISpi3Link link, int address, WireEnd wire)
    {
        _events = events;
        _ledger = ledger;
        _txFifoBytes = config.TxFifoBytes;
        MaxFrame = config.MaxFrame;
        _link = link;
        _wire = wire;
        _name = $"mac{address}";
        Address = address;
        _rxFifo = new FrameFifo(ledger, $"{_name}.rxFifo", config.RxFifoBytes);
        _txFifo = new FrameFifo(ledger, $"{_name}.txFifo", config.TxFifoBytes);
        _id = events.Register(this);
        wire.Receiver = this;
        wire.Sender = this;
        link.Attach(address, this);
    }

    /// <summary>SPI-3 address and number of the board's port.</summary>
    public int Address { get; }

    /// <summary>Longest frame that is taken, FCS included; also a register.</summary>
    public int MaxFrame { get; internal set; }

    /// <summary>Frames from the wire are taken in.</summary>
    public bool Receives
    {
        get => _receives;
        internal set => _receives = value;
    }

    /// <summary>Frames in the transmit FIFO go out to the wire; until then they wait.</summary>
    public bool Transmits
    {
        get => _transmits;
        internal set
        {
            _transmits = value;
            TryStart();
        }
    }

    public ref readonly MacCounters ReceiveCounters => ref _rx;

    public ref readonly MacCounters TransmitCounters => ref _tx;

    /// <inheritdoc/>
    public int TransmitRoom => _discarding ? int.MaxValue : StuckOpen ? _txFifoBytes : _txFifo.Room;

    // A frame longer than the FIFO would wait for room that it takes itself: it is accepted and discarded.
    private bool StuckOpen => _txFifo.Frames == 0 && _txFifo.IsOpen && _txFifo.Room < LargestBurst;

    /// <inheritdoc/>
    public void OnFrame(ReadOnlySpan<byte> frameWithFcs, int tag, long firstBit, long lastBit)
    {
        DropReason reason = Check(frameWithFcs);
        if (reason != DropReason.None)
        {
            _ledger.Drop(tag, reason, lastBit);
            _ledger.Release(tag, lastBit);
            return;
        }

        _rx.Good(frameWithFcs);
        _rxFifo.Begin(lastBit);
        _rxFifo.Append(frameWithFcs);
        _rxFifo.AddTag(tag, lastBit);
        _rxFifo.End(bad: false);
        _link.OnReceiveAvailable(Address);
    }

    /// <inheritdoc/>
    public int ReceiveAvailable(int limit) => _rxFifo.Frames == 0 ? 0 : Math.Min(limit, _rxFifo.HeadRemaining);

    /// <inheritdoc/>
    public int Receive(Span<byte> data, out Spi3Burst burst)
    {
        int count = ReceiveAvailable(data.Length);
        bool start = _rxFifo.HeadIsUntouched;
        bool end = count == _rxFifo.HeadRemaining;
        _rxFifo.Peek(data[..count]);
        burst = new Spi3Burst(start, end, Error: false, _rxFifo.Take(count, _events.Now));
        return count;
    }

    /// <inheritdoc/>
    public void Transmit(ReadOnlySpan<byte> data, in Spi3Burst burst)
    {
        long now = _events.Now;
        if (burst.Start && (_txFifo.IsOpen || _discarding))
        {
            EndFrame(bad: true);
        }

        if (!burst.Start && !_txFifo.IsOpen && !_discarding)
        {
            Abort(burst.Tag, now);
            _ledger.Release(burst.Tag, now);
            _discarding = !burst.End;
            return;
        }

        if (burst.Start)
        {
            _txFifo.Begin(now);
        }

        if (!_discarding && _txFifo.Room < data.Length)
        {
            int tag = _txFifo.Cancel(now);
            Abort(tag, now);
            _ledger.Release(tag, now);
            _discarding = true;
        }

        if (_discarding)
        {
            _ledger.Release(burst.Tag, now);
        }
        else
        {
            _txFifo.Append(data);
            _txFifo.AddTag(burst.Tag, now);
        }

        if (burst.End)
        {
            EndFrame(burst.Error);
        }
    }

    /// <inheritdoc/>
    public void OnSent(int tag, long lastBit)
    {
        if (_sendingBad)
        {
            Abort(tag, lastBit);
        }
        else
        {
            _ledger.Depart(tag, lastBit, Address);
        }

        _sending = false;
        _ledger.Release(_txFifo.Take(_txFifo.HeadRemaining, lastBit), lastBit);
        TryStart();
        _link.OnTransmitRoom(Address);
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        if (e.Time == _startScheduled)
        {
            _startScheduled = Ticks.Never;
            TryStart();
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("mac");
        visitor.Visit(_rxFifo);
        visitor.Visit(_txFifo);
        visitor.Value(ref _receives);
        visitor.Value(ref _transmits);
        visitor.Value(ref _sending);
        visitor.Value(ref _sendingBad);
        visitor.Value(ref _discarding);
        visitor.Value(ref _startScheduled);
        int maxFrame = MaxFrame;
        visitor.Value(ref maxFrame);
        MaxFrame = maxFrame;
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _rx);
            visitor.Value(ref _tx);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Queue(_rxFifo);
        sheet.Queue(_txFifo);
        Report(sheet, $"{_name}.rx", in _rx, "fifoDrops");
        Report(sheet, $"{_name}.tx", in _tx, "aborts");
    }

    private static void Report(StatisticsSheet sheet, string name, in MacCounters counters, string lost)
    {
        sheet.Count($"{name}.frames", counters.Frames);
        sheet.Count($"{name}.octets", counters.Octets);
        sheet.Count($"{name}.broadcasts", counters.Broadcasts);
        sheet.Count($"{name}.multicasts", counters.Multicasts);
        sheet.Count($"{name}.size64", counters.Size64);
        sheet.Count($"{name}.size65To127", counters.Size65To127);
        sheet.Count($"{name}.size128To255", counters.Size128To255);
        sheet.Count($"{name}.size256To511", counters.Size256To511);
        sheet.Count($"{name}.size512To1023", counters.Size512To1023);
        sheet.Count($"{name}.size1024To1518", counters.Size1024To1518);
        sheet.Count($"{name}.sizeAbove1518", counters.SizeAbove1518);
        sheet.Count($"{name}.fcsErrors", counters.FcsErrors);
        sheet.Count($"{name}.undersize", counters.Undersize);
        sheet.Count($"{name}.oversize", counters.Oversize);
        sheet.Count($"{name}.{lost}", counters.FifoDropsOrAborts);
    }

    private DropReason Check(ReadOnlySpan<byte> frame)
    {
        if (!Receives)
        {
            return DropReason.PortDisabled;
        }

        if (frame.Length < MinimumFrame)
        {
            _rx.Undersize++;
            return DropReason.Runt;
        }

        if (frame.Length > MaxFrame)
        {
            _rx.Oversize++;
            return DropReason.Oversize;
        }

        if (!Fcs.IsValid(frame))
        {
            _rx.FcsErrors++;
            return DropReason.BadFcs;
        }

        if (frame.Length > _rxFifo.Room)
        {
            _rx.FifoDropsOrAborts++;
            return DropReason.MacFifoFull;
        }

        return DropReason.None;
    }

    private void EndFrame(bool bad)
    {
        if (_discarding)
        {
            _discarding = false;
            return;
        }

        _txFifo.End(bad);
        TryStart();
    }

    private void TryStart()
    {
        if (_sending || !Transmits || _txFifo.Frames == 0)
        {
            return;
        }

        long now = _events.Now;
        if (_wire.FreeAt > now)
        {
            if (_startScheduled == Ticks.Never)
            {
                _startScheduled = _wire.FreeAt;
                _events.Schedule(_startScheduled, _id, 0);
            }

            return;
        }

        int length = _txFifo.HeadRemaining;
        int padded = Math.Max(length, EthernetFrame.MinimumLength);
        if (_scratch.Length < padded + EthernetFrame.FcsLength)
        {
            _scratch = new byte[2 * (padded + EthernetFrame.FcsLength)];
        }

        Span<byte> frame = _scratch.AsSpan(0, padded + EthernetFrame.FcsLength);
        _sendingBad = _txFifo.HeadIsBad;
        _txFifo.Peek(frame[..length]);
        frame[length..].Clear();
        Fcs.Seal(frame);
        if (_sendingBad)
        {
            frame[^1] ^= 0xff;
        }
        else
        {
            _tx.Good(frame);
        }

        // The frame stays in the FIFO until its last bit has left; what flies on the wire holds it too.
        _sending = true;
        _ledger.Hold(_txFifo.HeadTag);
        _wire.Send(frame, _txFifo.HeadTag);
    }

    private void Abort(int tag, long now)
    {
        _tx.FifoDropsOrAborts++;
        _ledger.Drop(tag, DropReason.TransmitAbort, now);
    }
}

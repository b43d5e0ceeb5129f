using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Board.Wires;

/// <summary>
/// One end of a wire: a station sends here and listens here. A frame in flight lies in the sending end until its last bit has
/// arrived at the far one.
/// </summary>
public sealed class WireEnd : IStateful, IStatisticsSource
{
    private readonly EventQueue _events;
    private readonly FrameLedger _ledger;
    private readonly short _wire;
    private readonly int _index;
    private readonly long _byteTicks;
    private byte[] _frame = new byte[2048];
    private int _length;
    private int _tag;
    private bool _sending;
    private long _firstBit;
    private long _freeAt;
    private long _frames;
    private long _bytes;
    private long _busyTicks;

    internal WireEnd(EventQueue events, FrameLedger ledger, short wire, int index, string name, long byteTicks)
    {
        _events = events;
        _ledger = ledger;
        _wire = wire;
        _index = index;
        _byteTicks = byteTicks;
        Name = name;
        Far = this;
    }

    public string Name { get; }

    public WireEnd Far { get; private set; }

    /// <summary>Who listens here; nobody = frames from the far end vanish after their last bit.</summary>
    public IWireReceiver? Receiver { get; set; }

    /// <summary>Who is told that a frame sent here has left.</summary>
    public IWireSender? Sender { get; set; }

    /// <summary>Looks at what is sent here.</summary>
    public IWireTap? Tap { get; set; }

    /// <summary>First tick at which this end may send again, the inter-frame gap included.</summary>
    public long FreeAt => _freeAt;

    /// <summary>Frames sent here whose last bit has left.</summary>
    public long Frames => _frames;

    /// <summary>
    /// Sends a frame whose first preamble bit leaves now; the tag's live hold goes with it. Returns the tick of the last bit.
    /// </summary>
    public long Send(ReadOnlySpan<byte> frameWithFcs, int tag)
    {
        long now = _events.Now;
        if (_sending || now < _freeAt)
        {
            throw new InvalidOperationException($"{Name} is busy until tick {_freeAt}, a frame starts at {now}");
        }

        if (_frame.Length < frameWithFcs.Length)
        {
            _frame = new byte[Math.Max(frameWithFcs.Length, 2 * _frame.Length)];
        }

        frameWithFcs.CopyTo(_frame);
        _length = frameWithFcs.Length;
        _tag = tag;
        _sending = true;
        _firstBit = now;
        long lastBit = now + ((EthernetFrame.PreambleLength + _length) * _byteTicks);
        _freeAt = lastBit + (EthernetFrame.InterFrameGapLength * _byteTicks);
        _busyTicks += _freeAt - now;
        _events.Schedule(lastBit, _wire, _index);
        return lastBit;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _length);
        visitor.Value(ref _sending);
        visitor.Value(ref _firstBit);
        visitor.Value(ref _freeAt);
        if (_sending)
        {
            if (_frame.Length < _length)
            {
                _frame = new byte[_length];
            }

            visitor.Block(_frame.AsSpan(0, _length));
        }

        if (!visitor.IsHashing)
        {
            visitor.Value(ref _tag);
            visitor.Value(ref _frames);
            visitor.Value(ref _bytes);
            visitor.Value(ref _busyTicks);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Busy($"{Name}.sending", _busyTicks);
        sheet.Count($"{Name}.frames", _frames);
        sheet.Count($"{Name}.bytes", _bytes);
    }

    internal void Connect(WireEnd far) => Far = far;

    internal void Complete()
    {
        long now = _events.Now;
        ReadOnlySpan<byte> frame = _frame.AsSpan(0, _length);
        int tag = _tag;
        _sending = false;
        _tag = 0;
        _frames++;
        _bytes += frame.Length;
        Sender?.OnSent(tag, now);
        Tap?.OnFrame(this, frame, tag, _firstBit, now);
        if (Far.Receiver is { } receiver)
        {
            receiver.OnFrame(frame, tag, _firstBit, now);
        }
        else
        {
            _ledger.Release(tag, now);
        }
    }
}

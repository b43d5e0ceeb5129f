using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Board.Wires;

/// <summary>
/// The station at the outside end of a wire: plays a frame source and takes in what the board sends. It asks for the next frame
/// only when the wire is free, so its memory does not grow with the source, and never sends faster than the wire.
/// </summary>
public sealed class WirePlayer : IEventTarget, IWireReceiver, IStateful, IStatisticsSource
{
    /// <summary>How often a live source that has nothing is asked again.</summary>
    public const long LivePollTicks = 10 * Ticks.PerMicrosecond;

    private readonly EventQueue _events;
    private readonly FrameLedger _ledger;
    private readonly WireEnd _end;
    private readonly int _port;
    private readonly short _id;
    private IFrameSource? _source;
    private byte[] _frame = new byte[2048];
    private int _length;
    private long _inputIndex;
    private bool _truncated;
    private bool _pending;
    private bool _ended = true;
    private long _pulled;
    private long _offset;
    private long _sent;
    private long _received;

    /// <summary>Attaches the player to its end of the wire of a port.</summary>
    public WirePlayer(EventQueue events, FrameLedger ledger, WireEnd end, int port)
    {
        _events = events;
        _ledger = ledger;
        _end = end;
        _port = port;
        _id = events.Register(this);
        end.Receiver = this;
    }

    private enum Kind
    {
        Pull,
        Start,
    }

    /// <summary>Everything the source had has been put on the wire; the last frame may still be arriving.</summary>
    public bool HasFinished => _ended && !_pending;

    /// <summary>Called, at its tick, when the source has ended.</summary>
    public Action? Ended { get; set; }

    /// <summary>Called with a frame that the rules keep off the wire, before it counts as dropped.</summary>
    public FrameHandler? NotSent { get; set; }

    /// <summary>Frames asked of the source so far: what a restored source must skip.</summary>
    public long FramesPulled => _pulled;

    /// <summary>Frames that started on the wire.</summary>
    public long FramesSent => _sent;

    /// <summary>Frames that arrived from the board.</summary>
    public long FramesReceived => _received;

    /// <summary>
    /// Starts to play a source, from now on. Its ticks count from <paramref name="offset"/>: a source held back until something
    /// has happened starts at that tick.
    /// </summary>
    public void Play(IFrameSource source, long offset = 0)
    {
        if (_source is not null)
        {
            throw new InvalidOperationException($"{_end.Name} plays a source already");
        }

        _source = source;
        _offset = offset;
        _ended = false;
        _events.Schedule(Math.Max(_events.Now, _end.FreeAt), _id, (int)Kind.Pull);
    }

    /// <inheritdoc/>
    public void OnFrame(ReadOnlySpan<byte> frameWithFcs, int tag, long firstBit, long lastBit)
    {
        _received++;
        _ledger.Release(tag, lastBit);
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        if ((Kind)e.Kind == Kind.Pull)
        {
            Pull();
        }
        else
        {
            Start();
        }
    }

    /// <summary>
    /// State of the player. On restoring, a <see cref="CapturePlayer"/> attached afresh is brought to its place.
    /// </summary>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("player");
        visitor.Value(ref _length);
        visitor.Value(ref _inputIndex);
        visitor.Value(ref _truncated);
        visitor.Value(ref _pending);
        visitor.Value(ref _ended);
        visitor.Value(ref _pulled);
        visitor.Value(ref _offset);
        if (_frame.Length < _length)
        {
            _frame = new byte[_length];
        }

        visitor.Block(_frame.AsSpan(0, _pending ? _length : 0));
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _sent);
            visitor.Value(ref _received);
        }

        if (visitor.IsRestoring && _source is CapturePlayer player)
        {
            player.Skip(_pulled - player.FramesPlayed);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count($"{_end.Name}.played", _sent);
        sheet.Count($"{_end.Name}.received", _received);
    }

    private void Pull()
    {
        long now = _events.Now;
        if (_source is null || !_source.TryNext(now - _offset, out SourceFrame frame))
        {
            _ended = _source?.HasEnded ?? true;
            if (_ended)
            {
                Ended?.Invoke();
            }
            else
            {
                _events.Schedule(now + LivePollTicks, _id, (int)Kind.Pull);
            }

            return;
        }

        _pulled++;
        _length = frame.WireBytes.Length;
        if (_frame.Length < _length)
        {
            _frame = new byte[Math.Max(_length, 2 * _frame.Length)];
        }

        frame.WireBytes.CopyTo(_frame);
        _inputIndex = frame.Index;
        _truncated = frame.Fate == FrameFate.Truncated;
        _pending = true;
        _events.Schedule(Math.Max(now, frame.StartTick + _offset), _id, (int)Kind.Start);
    }

    private void Start()
    {
        long now = _events.Now;
        _pending = false;
        int length = Math.Max(0, _length - EthernetFrame.FcsLength);
        int tag = _ledger.Create(FrameOrigin.Wire, _port, length, now, _inputIndex);
        if (_truncated)
        {
            NotSent?.Invoke(tag, _frame.AsSpan(0, length));
            _ledger.Drop(tag, DropReason.Truncated, now);
            _ledger.Release(tag, now);
        }
        else
        {
            _sent++;
            _end.Send(_frame.AsSpan(0, _length), tag);
        }

        _events.Schedule(Math.Max(now, _end.FreeAt), _id, (int)Kind.Pull);
    }
}

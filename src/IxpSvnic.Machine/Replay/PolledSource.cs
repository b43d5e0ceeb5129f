using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Journal;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Replay;

/// <summary>
/// Input from outside, given out by a rule that knows only simulated time: a frame leaves at the poll after which it starts before
/// the next one. So a live run and its repetition from the journal poll alike, to the last event, and end in one state.
/// </summary>
internal sealed class PolledSource(IFrameSource inner, long pollTicks) : IFrameSource
{
    private byte[] _kept = new byte[2048];
    private int _length;
    private bool _hasFrame;
    private long _start;
    private long _index;
    private int _port;
    private FrameFate _fate;
    private long _polledAt = -1;

    /// <summary>Where what is given out is kept; null = nowhere.</summary>
    public JournalWriter? Journal { get; set; }

    /// <summary>Tick from which an ended input counts as ended; the journal's own when it repeats one.</summary>
    public long LetGoAt { get; set; } = Ticks.Never;

    /// <inheritdoc/>
    public long EpochNanoseconds => inner.EpochNanoseconds;

    /// <inheritdoc/>
    public bool HasEnded => !_hasFrame && inner.HasEnded
        && _polledAt >= (inner is JournalPlayer journal ? journal.EndTick : LetGoAt);

    /// <inheritdoc/>
    public SourceStatistics Statistics => inner.Statistics;

    /// <inheritdoc/>
    public bool TryNext(long nowTick, out SourceFrame frame)
    {
        _polledAt = nowTick;
        if (!_hasFrame && inner.TryNext(nowTick, out SourceFrame taken))
        {
            Keep(in taken);
        }

        if (!_hasFrame || _start >= nowTick + pollTicks)
        {
            frame = default;
            return false;
        }

        _hasFrame = false;
        frame = new SourceFrame
        {
            WireBytes = _kept.AsSpan(0, _length),
            StartTick = _start,
            Port = _port,
            Index = _index,
            Fate = _fate,
        };
        Journal?.Write(in frame);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private void Keep(scoped in SourceFrame frame)
    {
        if (_kept.Length < frame.WireBytes.Length)
        {
            _kept = new byte[2 * frame.WireBytes.Length];
        }

        frame.WireBytes.CopyTo(_kept);
        (_length, _start, _index, _port, _fate) = (frame.WireBytes.Length, frame.StartTick, frame.Index, frame.Port, frame.Fate);
        _hasFrame = true;
    }
}

using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Playback;

/// <summary>
/// Plays a capture onto a wire: streams it in constant memory, shapes each frame and gives it its start time. It says
/// nothing about where a frame goes. Input of the replay; its whole state is its position, so <see cref="Skip"/>
/// restores a saved one.
/// </summary>
public sealed class CapturePlayer : IFrameSource
{
    private readonly string _path;
    private readonly CapturePlayerOptions _options;
    private readonly FrameShaper _shaper;
    private readonly PaceSchedule _schedule;
    private CaptureReader _reader;
    private bool _fileWasCut;
    private int _pass;
    private long _index;
    private long _cutFrames;

    /// <summary>Opens the capture and reads its first frame's time.</summary>
    /// <exception cref="CaptureFormatException">The file cannot be used.</exception>
    public CapturePlayer(string path, CapturePlayerOptions? options = null)
    {
        _path = path;
        _options = options ?? CapturePlayerOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Passes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(_options.Port);
        _shaper = new FrameShaper(_options.Rules);
        _schedule = new PaceSchedule(_options.Pace);
        using (CaptureReader first = OpenReader())
        {
            if (first.TryRead(out CapturedFrame frame))
            {
                EpochNanoseconds = frame.TimestampNanoseconds;
            }
        }

        _reader = OpenReader();
    }

    /// <inheritdoc/>
    public long EpochNanoseconds { get; }

    /// <inheritdoc/>
    public bool HasEnded { get; private set; }

    /// <summary>Frames given out so far.</summary>
    public long FramesPlayed { get; private set; }

    /// <inheritdoc/>
    public SourceStatistics Statistics => new()
    {
        Frames = FramesPlayed,
        DelayedFrames = _schedule.DelayedFrames,
        WorstDelayTicks = _schedule.WorstDelayTicks,
        CutFrames = _cutFrames,
        FileWasCut = _fileWasCut,
    };

    /// <inheritdoc/>
    public bool TryNext(long nowTick, out SourceFrame frame) => TryNext(out frame);

    /// <summary>The next frame, false after the last pass.</summary>
    /// <exception cref="CaptureFormatException">The capture is malformed.</exception>
    public bool TryNext(out SourceFrame frame)
    {
        while (!HasEnded)
        {
            if (_reader.TryRead(out CapturedFrame captured))
            {
                frame = Play(captured);
                return true;
            }

            EndPass();
        }

        frame = default;
        return false;
    }

    /// <summary>Passes over frames, as if they had been played.</summary>
    public void Skip(long count)
    {
        for (long i = 0; i < count && TryNext(out _); i++)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private SourceFrame Play(scoped in CapturedFrame captured)
    {
        ShapedFrame shaped = _shaper.Shape(captured);
        long start;
        if (shaped.Fate == FrameFate.Truncated)
        {
            start = _schedule.WireFreeTick;
        }
        else
        {
            start = Place(captured, shaped.WireBytes.Length);
        }

        FramesPlayed++;
        _cutFrames += shaped.WasCut ? 1 : 0;
        return new SourceFrame
        {
            WireBytes = shaped.WireBytes,
            StartTick = start,
            Port = _options.Port,
            Index = _index++,
            Pass = _pass,
            Fate = shaped.Fate,
        };
    }

    private long Place(scoped in CapturedFrame captured, int wireLength)
    {
        try
        {
            return _schedule.Place(captured.TimestampNanoseconds, captured.HasTimestamp, wireLength);
        }
        catch (OverflowException error)
        {
            throw new CaptureFormatException(
                _path,
                -1,
                $"frame {_index}: time {captured.TimestampNanoseconds} ns lies too far from the first frame's, "
                    + $"{EpochNanoseconds} ns",
                error);
        }
    }

    private void EndPass()
    {
        _fileWasCut |= _reader.WasCut;
        _pass++;
        if (_pass >= _options.Passes || _index == 0)
        {
            HasEnded = true;
            return;
        }

        _reader.Dispose();
        _reader = OpenReader();
        _index = 0;
        _schedule.StartPass();
    }

    private CaptureReader OpenReader() =>
        CaptureReader.Open(_path, new CaptureReaderOptions { AllowCut = _options.AllowCut });
}

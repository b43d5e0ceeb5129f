using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Board.Tests;

/// <summary>Plays a list of frames with start times and remembers when it was asked.</summary>
internal sealed class ListSource(params (long Start, byte[] Frame)[] frames) : IFrameSource
{
    private int _next;

    public List<long> Asked { get; } = [];

    public FrameFate Fate { get; set; } = FrameFate.Good;

    public long EpochNanoseconds => 0;

    public bool HasEnded => _next == frames.Length;

    public SourceStatistics Statistics => default;

    public bool TryNext(long nowTick, out SourceFrame frame)
    {
        Asked.Add(nowTick);
        if (HasEnded)
        {
            frame = default;
            return false;
        }

        (long start, byte[] bytes) = frames[_next];
        frame = new SourceFrame { WireBytes = bytes, StartTick = start, Index = _next++, Fate = Fate };
        return true;
    }

    public void Skip(int count) => _next += count;

    public void Dispose()
    {
    }
}

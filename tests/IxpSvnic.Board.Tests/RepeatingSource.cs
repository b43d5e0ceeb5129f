using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Board.Tests;

/// <summary>One frame as often as asked for, as fast as the wire takes it, without allocating.</summary>
internal sealed class RepeatingSource(byte[] frame, int count) : IFrameSource
{
    private int _given;

    public long EpochNanoseconds => 0;

    public bool HasEnded => _given == count;

    public SourceStatistics Statistics => default;

    public bool TryNext(long nowTick, out SourceFrame next)
    {
        next = HasEnded ? default : new SourceFrame { WireBytes = frame, StartTick = nowTick, Index = _given };
        return !HasEnded && _given++ >= 0;
    }

    public void Dispose()
    {
    }
}

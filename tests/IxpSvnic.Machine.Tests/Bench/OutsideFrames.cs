using IxpSvnic.Sim.Statistics;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>An outside world that nobody can foresee: frames come at polls that a seed chooses, now or a while later.</summary>
internal sealed class OutsideFrames(int port, ulong seed, int frames) : IFrameSource
{
    private readonly SeededRandom _random = new(seed);
    private long _freeAt;
    private long _given;
    private bool _stopped;

    public long EpochNanoseconds => 1_700_000_000_000_000_000;

    public bool HasEnded => _stopped || _given == frames;

    public SourceStatistics Statistics => new() { Frames = _given };

    public bool TryNext(long nowTick, out SourceFrame frame)
    {
        frame = default;
        if (HasEnded || _random.Next(5) > 1)
        {
            return false;
        }

        byte[] bytes = Frames.Make(Frames.Vif(_random.Next(3)), Frames.Sender(0), 60 + _random.Next(300), (int)_given);
        byte[] wire = new byte[bytes.Length + EthernetFrame.FcsLength];
        bytes.CopyTo(wire, 0);
        Fcs.Seal(wire);
        long start = Math.Max(nowTick + (_random.Next(3) == 0 ? _random.Next(400_000) : 0), _freeAt);
        _freeAt = start + WireTime.OccupancyTicks(wire.Length);
        frame = new SourceFrame { WireBytes = wire, StartTick = start, Port = port, Index = _given++ };
        return true;
    }

    public void Stop() => _stopped = true;

    public void Dispose()
    {
    }
}

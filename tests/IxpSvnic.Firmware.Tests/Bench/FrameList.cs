using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Firmware.Tests.Bench;

/// <summary>Plays frames at given times or as fast as the wire carries; frames may be added at any time.</summary>
internal sealed class FrameList(int port) : IFrameSource
{
    private const int Overhead = 20;
    private const long ByteTicks = 24;

    private readonly List<(byte[] Bytes, long Due)> _frames = [];
    private int _next;
    private long _free;

    public long EpochNanoseconds => 0;

    public bool HasEnded => false;

    public SourceStatistics Statistics => new() { Frames = _next };

    public void Add(byte[] frame, long dueNanoseconds, bool badFcs)
    {
        byte[] bytes = new byte[frame.Length + EthernetFrame.FcsLength];
        frame.CopyTo(bytes, 0);
        Fcs.Seal(bytes);
        if (badFcs)
        {
            bytes[^1] ^= 0x55;
        }

        _frames.Add((bytes, Ticks.FromNanoseconds(dueNanoseconds)));
    }

    public bool TryNext(long nowTick, out SourceFrame frame)
    {
        frame = default;
        if (_next >= _frames.Count)
        {
            return false;
        }

        (byte[] bytes, long due) = _frames[_next];
        long start = Math.Max(Math.Max(due, _free), nowTick);
        _free = start + ((bytes.Length + Overhead) * ByteTicks);
        frame = new SourceFrame { WireBytes = bytes, StartTick = start, Port = port, Index = _next };
        _next++;
        return true;
    }

    /// <summary>Every frame has been put on the wire before a tick.</summary>
    public bool HasPlayedBy(long tick) => _next >= _frames.Count && _free <= tick;

    public void Dispose()
    {
    }
}

using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Observation;

/// <summary>Counts frames and bytes over the time from the first one's first bit to the last one's last.</summary>
internal struct PortMeter
{
    private long _first;
    private long _last;
    private long _bytes;

    public long Frames { get; private set; }

    public void Add(int bytes, long firstBit, long lastBit)
    {
        _first = Frames == 0 ? firstBit : Math.Min(_first, firstBit);
        _last = Math.Max(_last, lastBit);
        _bytes += bytes;
        Frames++;
    }

    public readonly PortRate Rate(int port)
    {
        double seconds = Ticks.ToSeconds(_last - _first);
        return seconds <= 0
            ? new PortRate(port, Frames, 0, 0)
            : new PortRate(port, Frames, Frames / seconds, _bytes * 8 / seconds);
    }
}

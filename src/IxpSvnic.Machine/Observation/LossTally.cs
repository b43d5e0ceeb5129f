using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Machine.Observation;

/// <summary>
/// Counts the copies that died because something was full, by place. A full ring is told by how far the frame had come: before
/// demultiplexing it was the ring in front of it, after it the wire's for a guest's frame and the host's for any other.
/// </summary>
internal sealed class LossTally
{
    private static readonly int s_places = Enum.GetValues<LossPlace>().Length;

    private readonly long[] _lost = new long[s_places];
    private readonly long[] _first = new long[s_places];
    private readonly long[] _last = new long[s_places];

    public long this[LossPlace place] => _lost[(int)place];

    /// <summary>Ticks from the first loss at a place to the last.</summary>
    public long SpanTicks(LossPlace place) => _last[(int)place] - _first[(int)place];

    public void Add(in FrameRecord frame, DropReason reason, long time)
    {
        LossPlace? place = reason switch
        {
            DropReason.MacFifoFull or DropReason.NoBuffer => LossPlace.Receive,
            DropReason.NoHostSlot => LossPlace.Guest,
            DropReason.RingFull when frame.Times[(int)Hop.Demux] < 0 => LossPlace.Classify,
            DropReason.RingFull when frame.Origin == FrameOrigin.Guest => LossPlace.ToWire,
            DropReason.RingFull => LossPlace.ToHost,
            _ => null,
        };
        if (place is { } full)
        {
            if (_lost[(int)full]++ == 0)
            {
                _first[(int)full] = time;
            }

            _last[(int)full] = time;
        }
    }
}

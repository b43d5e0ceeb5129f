using HdrHistogram;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Observation;

/// <summary>
/// Time frames take from hop to hop. A hop's time is counted from the latest earlier hop of the same frame, when the frame's last copy has met its fate.
/// Values in nanoseconds, three significant digits.
/// </summary>
internal sealed class HopLatencies
{
    private const long LongestNanoseconds = 100_000_000_000;

    private readonly LongHistogram?[] _sinceLastHop = new LongHistogram?[Enum.GetValues<Hop>().Length];
    private LongHistogram? _delivered;
    private LongHistogram? _departed;

    /// <summary>Adds a frame all of whose copies have met their fates.</summary>
    public void Add(in FrameRecord frame)
    {
        Span<(long Time, Hop Hop)> path = stackalloc (long, Hop)[_sinceLastHop.Length];
        int count = 0;
        for (int hop = 0; hop < _sinceLastHop.Length; hop++)
        {
            if (frame.Times[hop] >= 0)
            {
                path[count++] = (frame.Times[hop], (Hop)hop);
            }
        }

        path = path[..count];
        path.Sort((x, y) => x.Time != y.Time ? x.Time.CompareTo(y.Time) : x.Hop.CompareTo(y.Hop));
        for (int i = 1; i < path.Length; i++)
        {
            Record(ref _sinceLastHop[(int)path[i].Hop], path[i].Time - path[i - 1].Time);
        }

        Whole(ref _delivered, in frame, Hop.GuestReceived);
        Whole(ref _departed, in frame, Hop.WireDeparture);
    }

    public SortedDictionary<string, Percentiles> Summary()
    {
        SortedDictionary<string, Percentiles> summary = new(StringComparer.Ordinal);
        for (int hop = 0; hop < _sinceLastHop.Length; hop++)
        {
            if (_sinceLastHop[hop] is { } histogram)
            {
                summary.Add(((Hop)hop).ToString(), Of(histogram));
            }
        }

        if (_delivered is not null)
        {
            summary.Add("delivered", Of(_delivered));
        }

        if (_departed is not null)
        {
            summary.Add("departed", Of(_departed));
        }

        return summary;
    }

    private static void Whole(ref LongHistogram? histogram, in FrameRecord frame, Hop end)
    {
        if (frame.Times[(int)end] >= 0)
        {
            Record(ref histogram, frame.Times[(int)end] - frame.Born);
        }
    }

    private static void Record(ref LongHistogram? histogram, long ticks)
    {
        histogram ??= new LongHistogram(LongestNanoseconds, 3);
        histogram.RecordValue(Math.Clamp(Ticks.ToNanoseconds(ticks), 0, LongestNanoseconds - 1));
    }

    private static Percentiles Of(LongHistogram histogram) => new(
        histogram.TotalCount,
        histogram.GetValueAtPercentile(50),
        histogram.GetValueAtPercentile(99),
        histogram.GetMaxValue());
}

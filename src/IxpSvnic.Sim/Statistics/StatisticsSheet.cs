using IxpSvnic.Sim.Queues;

namespace IxpSvnic.Sim.Statistics;

/// <summary>What the blocks of a machine tell about a run, by hierarchical name.</summary>
public sealed class StatisticsSheet(long now, StatisticsSheet? since = null)
{
    private readonly Dictionary<string, long> _busy = new(StringComparer.Ordinal);

    /// <summary>Elapsed ticks.</summary>
    public long Now { get; } = now;

    public SortedDictionary<string, long> Counters { get; } = new(StringComparer.Ordinal);

    /// <summary>Share of the time a resource was busy, 0-1: of all time, or of that since the earlier sheet.</summary>
    public SortedDictionary<string, double> Utilisation { get; } = new(StringComparer.Ordinal);

    public List<IQueueProbe> Queues { get; } = [];

    public void Count(string name, long value) => Counters.Add(name, value);

    public void Busy(string name, long busyTicks)
    {
        long elapsed = Now - (since?.Now ?? 0);
        long busy = busyTicks - (since?._busy.GetValueOrDefault(name) ?? 0);
        _busy.Add(name, busyTicks);
        Utilisation.Add(name, elapsed <= 0 ? 0 : Math.Min(1, busy / (double)elapsed));
    }

    public void Queue(IQueueProbe queue) => Queues.Add(queue);
}

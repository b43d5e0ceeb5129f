using IxpSvnic.Sim.Queues;

namespace IxpSvnic.Sim.Statistics;

/// <summary>What the blocks of a machine tell about a run, by hierarchical name.</summary>
public sealed class StatisticsSheet(long now)
{
    /// <summary>Elapsed ticks.</summary>
    public long Now { get; } = now;

    public SortedDictionary<string, long> Counters { get; } = new(StringComparer.Ordinal);

    /// <summary>Share of elapsed time a resource was busy, 0-1.</summary>
    public SortedDictionary<string, double> Utilisation { get; } = new(StringComparer.Ordinal);

    public List<IQueueProbe> Queues { get; } = [];

    public void Count(string name, long value) => Counters.Add(name, value);

    public void Busy(string name, long busyTicks) =>
        Utilisation.Add(name, Now == 0 ? 0 : Math.Min(1, busyTicks / (double)Now));

    public void Queue(IQueueProbe queue) => Queues.Add(queue);
}

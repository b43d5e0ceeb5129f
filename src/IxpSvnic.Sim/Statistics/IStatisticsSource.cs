namespace IxpSvnic.Sim.Statistics;

/// <summary>A block that reports counters, utilisations and queues at the end of a run.</summary>
public interface IStatisticsSource
{
    void Report(StatisticsSheet sheet);
}

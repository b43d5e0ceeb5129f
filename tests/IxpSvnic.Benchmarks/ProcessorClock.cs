namespace IxpSvnic.Benchmarks;

/// <summary>Processor time of this process: other load on the host does not count.</summary>
internal readonly struct ProcessorClock
{
    private readonly TimeSpan _start;

    private ProcessorClock(TimeSpan start) => _start = start;

    public double Seconds => (Environment.CpuUsage.TotalTime - _start).TotalSeconds;

    public static ProcessorClock Start() => new(Environment.CpuUsage.TotalTime);
}

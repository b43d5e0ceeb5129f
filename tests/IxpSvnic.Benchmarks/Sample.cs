namespace IxpSvnic.Benchmarks;

/// <summary>What one timed run did.</summary>
internal readonly record struct Sample(double Seconds, long Cycles, long Instructions, string StateHash)
{
    public double MegacyclesPerSecond => Cycles / Seconds / 1e6;

    public double MillionInstructionsPerSecond => Instructions / Seconds / 1e6;
}

namespace IxpSvnic.Sim.Time;

/// <summary>
/// A clock that never drifts: edge n lies at floor(n * numerator / denominator) ticks, so that 104 MHz or a 2.8 GHz
/// host, whose periods are no whole number of ticks, keep their mean frequency exactly.
/// </summary>
public readonly record struct ClockDomain
{
    public ClockDomain(long periodNumerator, long periodDenominator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periodNumerator, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(periodDenominator, 1);
        long divisor = GreatestCommonDivisor(periodNumerator, periodDenominator);
        PeriodNumerator = periodNumerator / divisor;
        PeriodDenominator = periodDenominator / divisor;
    }

    public long PeriodNumerator { get; }

    public long PeriodDenominator { get; }

    /// <summary>A clock of a frequency in hertz.</summary>
    public static ClockDomain FromHertz(long hertz) => new(Ticks.PerSecond, hertz);

    /// <summary>Tick of edge n.</summary>
    public long Edge(long n) =>
        PeriodDenominator == 1 ? n * PeriodNumerator : (long)((Int128)n * PeriodNumerator / PeriodDenominator);

    /// <summary>Number of the first edge at or after a tick.</summary>
    public long EdgeNumberAtOrAfter(long tick)
    {
        long n = (long)((Int128)tick * PeriodDenominator / PeriodNumerator);
        while (Edge(n) < tick)
        {
            n++;
        }

        return n;
    }

    /// <summary>First edge at or after a tick.</summary>
    public long AlignUp(long tick) => Edge(EdgeNumberAtOrAfter(tick));

    /// <summary>Tick of the edge <paramref name="cycles"/> after the first edge at or after <paramref name="tick"/>.</summary>
    public long After(long tick, long cycles) => Edge(EdgeNumberAtOrAfter(tick) + cycles);

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}

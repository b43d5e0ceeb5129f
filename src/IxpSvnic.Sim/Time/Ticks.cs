namespace IxpSvnic.Sim.Time;

/// <summary>
/// Simulated time is a <see cref="long"/> count of ticks of 1/3 ns. The unit makes nearly every clock of the board whole:
/// microengine cycle 5, chassis 10, QDR 15, DDR 20, PCI 45, a byte on gigabit Ethernet 24, APB 60.
/// </summary>
public static class Ticks
{
    public const long PerNanosecond = 3;

    public const long PerMicrosecond = 3_000;

    public const long PerMillisecond = 3_000_000;

    public const long PerSecond = 3_000_000_000;

    /// <summary>Later than anything that happens.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Whole nanoseconds, rounded to nearest.</summary>
    public static long ToNanoseconds(long ticks) => (ticks + 1) / PerNanosecond;

    public static long FromNanoseconds(long nanoseconds) => nanoseconds * PerNanosecond;

    public static double ToSeconds(long ticks) => ticks / (double)PerSecond;

    /// <summary>Nearest tick of a time in seconds.</summary>
    public static long FromSeconds(double seconds) => (long)Math.Round(seconds * PerSecond);
}

using System.Globalization;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Replay;

/// <summary>Times on the command line: a number with ns, us, ms or s.</summary>
public static class SimulatedTime
{
    private static readonly (string Suffix, decimal Ticks)[] Units =
    [
        ("ns", Ticks.PerNanosecond), ("us", Ticks.PerMicrosecond), ("ms", Ticks.PerMillisecond), ("s", Ticks.PerSecond),
    ];

    /// <summary>Ticks of a positive time; throws <see cref="ReplayOptionException"/> naming option and text.</summary>
    public static long Parse(string option, string text)
    {
        foreach ((string suffix, decimal ticks) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && decimal.TryParse(
                    text.AsSpan(0, text.Length - suffix.Length),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out decimal value)
                && value > 0 && value * ticks is >= 1 and < long.MaxValue)
            {
                return (long)(value * ticks);
            }
        }

        throw new ReplayOptionException($"{option}: '{text}' is not a time such as 500us, 10ms or 1.5s");
    }

    /// <summary>A time for people: the largest unit that keeps three figures.</summary>
    public static string Format(long ticks) => ticks switch
    {
        >= Ticks.PerSecond => $"{ticks / (double)Ticks.PerSecond:0.###} s",
        >= Ticks.PerMillisecond => $"{ticks / (double)Ticks.PerMillisecond:0.###} ms",
        >= Ticks.PerMicrosecond => $"{ticks / (double)Ticks.PerMicrosecond:0.###} us",
        _ => $"{ticks / (double)Ticks.PerNanosecond:0.#} ns",
    };
}

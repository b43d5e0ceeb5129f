using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IxpSvnic.Wire.Playback;

/// <summary>
/// How fast a capture is played: <c>recorded</c>, <c>xK</c>, <c>line-rate</c>, <c>RATEMbps</c> or <c>RATEkpps</c>. The
/// number is kept as an exact fraction. Mbps counts frame, FCS, preamble and inter-frame gap: 1000Mbps is line rate.
/// </summary>
public sealed record Pace
{
    private const int LargestIntegerDigits = 9;
    private const int LargestFractionDigits = 9;
    private const string SpeedPrefix = "x";
    private const string BitRateSuffix = "Mbps";
    private const string PacketRateSuffix = "kpps";

    private Pace(PaceKind kind, ulong numerator = 1, ulong denominator = 1)
    {
        Kind = kind;
        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>The capture's own times.</summary>
    public static Pace Recorded { get; } = new(PaceKind.Recorded);

    /// <summary>As fast as the wire carries.</summary>
    public static Pace LineRate { get; } = new(PaceKind.LineRate);

    /// <summary>What the start times follow.</summary>
    public PaceKind Kind { get; }

    /// <summary>The factor or rate is this over <see cref="Denominator"/>.</summary>
    public ulong Numerator { get; }

    /// <summary>A power of ten.</summary>
    public ulong Denominator { get; }

    /// <summary>Reads a pace as it stands on the command line.</summary>
    /// <exception cref="FormatException">The text is none; the message names it.</exception>
    public static Pace Parse(string text) => TryParse(text, out Pace? pace)
        ? pace
        : throw new FormatException(
            $"'{text}' is not a pace: recorded, line-rate, xK, RATEMbps or RATEkpps, K and RATE above 0, "
                + "such as x2.5 or 750Mbps");

    /// <summary>Reads a pace as it stands on the command line.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Pace? pace)
    {
        pace = text switch
        {
            "recorded" => Recorded,
            "line-rate" => LineRate,
            _ when text.StartsWith(SpeedPrefix, StringComparison.Ordinal) =>
                OfNumber(PaceKind.Speed, text.AsSpan(SpeedPrefix.Length)),
            _ when text.EndsWith(BitRateSuffix, StringComparison.Ordinal) =>
                OfNumber(PaceKind.MegabitsPerSecond, text.AsSpan(0, text.Length - BitRateSuffix.Length)),
            _ when text.EndsWith(PacketRateSuffix, StringComparison.Ordinal) =>
                OfNumber(PaceKind.KilopacketsPerSecond, text.AsSpan(0, text.Length - PacketRateSuffix.Length)),
            _ => null,
        };
        return pace is not null;
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        string number = ((decimal)Numerator / Denominator).ToString(CultureInfo.InvariantCulture);
        return Kind switch
        {
            PaceKind.Recorded => "recorded",
            PaceKind.LineRate => "line-rate",
            PaceKind.Speed => SpeedPrefix + number,
            PaceKind.MegabitsPerSecond => number + BitRateSuffix,
            _ => number + PacketRateSuffix,
        };
    }

    private static Pace? OfNumber(PaceKind kind, ReadOnlySpan<char> text)
    {
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.IsEmpty || whole.Length > LargestIntegerDigits || (point >= 0 && fraction.IsEmpty)
            || fraction.Length > LargestFractionDigits)
        {
            return null;
        }

        fraction = fraction.TrimEnd('0');
        ulong numerator = 0;
        ulong denominator = 1;
        foreach (char digit in whole)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return null;
            }

            numerator = (10 * numerator) + (uint)(digit - '0');
        }

        foreach (char digit in fraction)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return null;
            }

            numerator = (10 * numerator) + (uint)(digit - '0');
            denominator *= 10;
        }

        return numerator == 0 ? null : new Pace(kind, numerator, denominator);
    }
}

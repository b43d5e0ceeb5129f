namespace IxpSvnic.Wire.Captures;

/// <summary>
/// Turns the 64-bit timestamps of a pcapng interface into Unix nanoseconds: if_tsresol is a negative power of 10, or of
/// 2 with bit 7 set; if_tsoffset is whole seconds. Anything finer than a nanosecond is cut off, never rounded.
/// </summary>
internal readonly struct TimestampScale
{
    public const byte Microseconds = 6;
    public const byte Nanoseconds = 9;
    private const long NanosecondsPerSecond = 1_000_000_000;

    // 10^19 is the largest power of ten in 64 bits; nothing coarser than a second or finer than this is meaningful.
    private const int LargestDecimalExponent = 19;
    private const int LargestBinaryExponent = 63;

    private readonly ulong _multiplier;
    private readonly ulong _divisor;
    private readonly int _shift;
    private readonly Int128 _offset;

    public TimestampScale(byte resolution, long offsetSeconds)
    {
        int exponent = resolution & 0x7F;
        _offset = (Int128)offsetSeconds * NanosecondsPerSecond;
        _multiplier = 1;
        _divisor = 1;
        if ((resolution & 0x80) != 0)
        {
            _multiplier = NanosecondsPerSecond;
            _shift = exponent;
        }
        else if (exponent <= Nanoseconds)
        {
            _multiplier = PowerOfTen(Nanoseconds - exponent);
        }
        else
        {
            _divisor = PowerOfTen(exponent - Nanoseconds);
        }
    }

    public static bool IsSupported(byte resolution) => (resolution & 0x80) != 0
        ? (resolution & 0x7F) <= LargestBinaryExponent
        : resolution <= LargestDecimalExponent;

    /// <summary>The time in nanoseconds, false when it does not fit (beyond the year 2262).</summary>
    public bool TryConvert(ulong timestamp, out long nanoseconds)
    {
        if (_divisor == 1 && _shift == 0 && _offset == 0)
        {
            ulong high = Math.BigMul(timestamp, _multiplier, out ulong low);
            nanoseconds = (long)low;
            return high == 0 && nanoseconds >= 0;
        }

        Int128 value = (Int128)((((UInt128)timestamp * _multiplier) >> _shift) / _divisor) + _offset;
        nanoseconds = (long)value;
        return value >= long.MinValue && value <= long.MaxValue;
    }

    private static ulong PowerOfTen(int exponent)
    {
        ulong power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}

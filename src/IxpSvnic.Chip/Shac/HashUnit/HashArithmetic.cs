namespace IxpSvnic.Chip.Shac.HashUnit;

/// <summary>
/// The hash itself: the remainder of operand times multiplier by a fixed polynomial over GF(2); integer bit k is the
/// coefficient of x^k (IXP2800 HRM p237-240).
/// </summary>
public static class HashArithmetic
{
    // The polynomials without their highest term.
    private static readonly UInt128 Reduce48 = Terms(0, 10, 25, 36);
    private static readonly UInt128 Reduce64 = Terms(0, 17, 35, 54);
    private static readonly UInt128 Reduce128 = Terms(0, 33, 69, 98);

    /// <summary>Longwords of an operand in transfer registers.</summary>
    public static int Words(HashWidth width) => width == HashWidth.Bits128 ? 4 : 2;

    /// <summary>Bits of operand, multiplier and result.</summary>
    public static int Bits(HashWidth width) => width switch
    {
        HashWidth.Bits48 => 48,
        HashWidth.Bits64 => 64,
        _ => 128,
    };

    public static UInt128 Hash(HashWidth width, UInt128 operand, UInt128 multiplier)
    {
        int bits = Bits(width);
        UInt128 mask = bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
        UInt128 reduce = width switch
        {
            HashWidth.Bits48 => Reduce48,
            HashWidth.Bits64 => Reduce64,
            _ => Reduce128,
        };
        multiplier &= mask;
        UInt128 rest = 0;
        for (int i = bits - 1; i >= 0; i--)
        {
            bool carry = (rest >> (bits - 1) & 1) != 0;
            rest = (rest << 1) & mask;
            if (carry)
            {
                rest ^= reduce;
            }

            if ((operand >> i & 1) != 0)
            {
                rest ^= multiplier;
            }
        }

        return rest;
    }

    /// <summary>An operand or multiplier from longwords, lowest first.</summary>
    public static UInt128 FromWords(ReadOnlySpan<uint> words)
    {
        UInt128 value = 0;
        for (int i = words.Length - 1; i >= 0; i--)
        {
            value = (value << 32) | words[i];
        }

        return value;
    }

    /// <summary>A result as longwords, lowest first.</summary>
    public static void ToWords(UInt128 value, Span<uint> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = (uint)value;
            value >>= 32;
        }
    }

    private static UInt128 Terms(params ReadOnlySpan<int> exponents)
    {
        UInt128 polynomial = 0;
        foreach (int exponent in exponents)
        {
            polynomial |= UInt128.One << exponent;
        }

        return polynomial;
    }
}

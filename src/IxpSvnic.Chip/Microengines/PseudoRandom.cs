namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// The engine's 32-bit shift register x^32+x^22+x^2+x+1, Galois form, shifted right (polynomial assigned by the
/// reference). It steps every cycle, so it is moved over any number of cycles at once by powers of its matrix.
/// </summary>
internal static class PseudoRandom
{
    private const uint Feedback = 0x8020_0003;

    /// <summary>Row k, column b: what bit b becomes after 2^k steps.</summary>
    private static readonly uint[][] Powers = BuildPowers();

    public static uint Step(uint value) => (value >> 1) ^ (Feedback & (uint)-(int)(value & 1));

    public static uint Advance(uint value, long steps)
    {
        for (int k = 0; steps != 0; k++, steps >>= 1)
        {
            if ((steps & 1) != 0)
            {
                value = Apply(Powers[k], value);
            }
        }

        return value;
    }

    private static uint Apply(uint[] columns, uint value)
    {
        uint result = 0;
        for (int bit = 0; bit < 32; bit++)
        {
            result ^= columns[bit] & (uint)-(int)((value >> bit) & 1);
        }

        return result;
    }

    private static uint[][] BuildPowers()
    {
        uint[][] powers = new uint[63][];
        powers[0] = new uint[32];
        for (int bit = 0; bit < 32; bit++)
        {
            powers[0][bit] = Step(1u << bit);
        }

        for (int k = 1; k < powers.Length; k++)
        {
            powers[k] = new uint[32];
            for (int bit = 0; bit < 32; bit++)
            {
                powers[k][bit] = Apply(powers[k - 1], powers[k - 1][bit]);
            }
        }

        return powers;
    }
}

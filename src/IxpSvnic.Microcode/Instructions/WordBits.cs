namespace IxpSvnic.Microcode.Instructions;

/// <summary>Bit ranges of the 40-bit word, numbered as in the reference: bit 39 first on the wire.</summary>
internal static class WordBits
{
    public const ulong Mask40 = (1UL << 40) - 1;

    public static int Field(this ulong word, int high, int low) =>
        (int)((word >> low) & ((1UL << (high - low + 1)) - 1));

    public static bool Bit(this ulong word, int bit) => ((word >> bit) & 1) != 0;

    public static ulong Place(int value, int low) => (ulong)(uint)value << low;

    public static ulong Place(bool value, int bit) => value ? 1UL << bit : 0;

    /// <summary>Ones in the range.</summary>
    public static ulong Range(int high, int low) => ((1UL << (high - low + 1)) - 1) << low;
}

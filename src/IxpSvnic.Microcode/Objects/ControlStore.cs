using System.Numerics;

namespace IxpSvnic.Microcode.Objects;

/// <summary>
/// The control store's size and the register halves in which a word with its parity is written and read back.
/// Source: sections 1.1 and 1.9 of the MEv2 reference (USTORE_DATA_LOWER, USTORE_DATA_UPPER).
/// </summary>
public static class ControlStore
{
    /// <summary>Words of an IXP2400 microengine.</summary>
    public const int Words = 4096;

    /// <summary>Bytes of a word in a file, most significant first.</summary>
    public const int BytesPerWord = 5;

    /// <summary>Instruction bits 31:0.</summary>
    public static uint DataLower(ulong word) => (uint)word;

    /// <summary>Instruction bits 39:32, with the parity of bits 19:0 at 8 and that of bits 39:20 at 9.</summary>
    public static uint DataUpper(ulong word) =>
        ((uint)(word >> 32) & 0xff) | (Parity(word & 0xfffff) << 8) | (Parity((word >> 20) & 0xfffff) << 9);

    /// <summary>The 40-bit word of both halves, without the parity.</summary>
    public static ulong Word(uint lower, uint upper) => ((ulong)(upper & 0xff) << 32) | lower;

    /// <summary>The parity bits fit the word.</summary>
    public static bool IsIntact(uint lower, uint upper) => ((upper ^ DataUpper(Word(lower, upper))) & 0x300) == 0;

    private static uint Parity(ulong bits) => (uint)BitOperations.PopCount(bits) & 1;
}

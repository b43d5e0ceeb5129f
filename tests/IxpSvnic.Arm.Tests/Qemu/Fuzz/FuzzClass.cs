using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>
/// One class of instructions to draw from: fixed bits as 0 and 1, free bits as letters, spaces ignored. A leading "cccc" is a condition.
/// </summary>
/// <param name="Name">Instructions it holds.</param>
/// <param name="Pattern">32 (ARM) or 16 (Thumb) positions.</param>
/// <param name="Weight">How often it is drawn.</param>
/// <param name="Kind">What the generator has to set up for it.</param>
internal sealed record FuzzClass(string Name, string Pattern, int Weight, FuzzKind Kind)
{
    private static readonly string[] RegisterFields = ["nnnn", "dddd", "ssss", "mmmm", "hhhh", "llll"];

    private readonly string _positions = Pattern.Replace(" ", "", StringComparison.Ordinal);

    public static readonly FuzzClass[] Arm =
    [
        new("data processing, immediate", "cccc 001 oooo s nnnn dddd rrrr iiiiiiii", 12, FuzzKind.DataProcessing),
        new("data processing, register shifted by immediate", "cccc 000 oooo s nnnn dddd iiiii tt 0 mmmm", 20, FuzzKind.DataProcessing),
        new("data processing, register shifted by register", "cccc 000 oooo s nnnn dddd ssss 0 tt 1 mmmm", 12, FuzzKind.DataProcessing),
        new("MUL MLA", "cccc 000000 a s dddd nnnn ssss 1001 mmmm", 6, FuzzKind.Multiply),
        new("UMULL UMLAL SMULL SMLAL", "cccc 00001 u a s hhhh llll ssss 1001 mmmm", 6, FuzzKind.LongMultiply),
        new("SMLAxy", "cccc 00010000 dddd nnnn ssss 1 y x 0 mmmm", 3, FuzzKind.Registers),
        new("SMLAWy", "cccc 00010010 dddd nnnn ssss 1 y 0 0 mmmm", 3, FuzzKind.Registers),
        new("SMULWy", "cccc 00010010 dddd 0000 ssss 1 y 1 0 mmmm", 2, FuzzKind.Registers),
        new("SMLALxy", "cccc 00010100 hhhh llll ssss 1 y x 0 mmmm", 3, FuzzKind.LongMultiply),
        new("SMULxy", "cccc 00010110 dddd 0000 ssss 1 y x 0 mmmm", 3, FuzzKind.Registers),
        new("QADD QSUB QDADD QDSUB", "cccc 00010 oo 0 nnnn dddd 0000 0101 mmmm", 5, FuzzKind.Registers),
        new("CLZ", "cccc 00010110 1111 dddd 1111 0001 mmmm", 3, FuzzKind.Registers),
        new("MRS", "cccc 00010000 1111 dddd 0000 0000 0000", 3, FuzzKind.Registers),
        new("MSR register", "cccc 00010010 ffff 1111 0000 0000 mmmm", 3, FuzzKind.Registers),
        new("MSR immediate", "cccc 00110010 ffff 1111 rrrr iiiiiiii", 3, FuzzKind.StatusImmediate),
        new("SWP SWPB", "cccc 00010 b 00 nnnn dddd 0000 1001 mmmm", 4, FuzzKind.Swap),
        new("LDR STR LDRB STRB and T forms, immediate", "cccc 010 p u b w l nnnn dddd iiiiiiiiiiii", 12, FuzzKind.Single),
        new("LDR STR LDRB STRB and T forms, register", "cccc 011 p u b w l nnnn dddd iiiii tt 0 mmmm", 12, FuzzKind.Single),
        new("LDRH STRH LDRSB LDRSH LDRD STRD, immediate", "cccc 000 p u 1 w l nnnn dddd iiii 1 s h 1 iiii", 10, FuzzKind.Extra),
        new("LDRH STRH LDRSB LDRSH LDRD STRD, register", "cccc 000 p u 0 w l nnnn dddd 0000 1 s h 1 mmmm", 10, FuzzKind.Extra),
        new("LDM STM", "cccc 100 p u 0 w l nnnn rrrrrrrrrrrrrrrr", 10, FuzzKind.Multiple),
        new("PLD immediate", "1111 0101 u 101 nnnn 1111 iiiiiiiiiiii", 2, FuzzKind.Registers),
        new("PLD register", "1111 0111 u 101 nnnn 1111 iiiii tt 0 mmmm", 2, FuzzKind.Registers),
        new("B BL over others", "cccc 101 l 000000000000000000000000", 8, FuzzKind.Branch),
        new("BX BLX register", "cccc 00010010 1111 1111 1111 00 l 1 mmmm", 5, FuzzKind.BranchExchange),
        new("MOV ADD LDR LDM to pc", "cccc 0000 0000 0000 1111 000000000000", 8, FuzzKind.Jump),
        new("counted loop", "1110 0010 0101 nnnn dddd 0000 00000001", 3, FuzzKind.Loop),
        new("Thumb", "1110 0010 1000 1111 dddd 0000 00000001", 22, FuzzKind.Island),
    ];

    /// <summary>The multiply-accumulate coprocessor, for programs on a processor that has it.</summary>
    public static readonly FuzzClass[] Accumulator =
    [
        new("MIA", "cccc 1110 0010 0000 ssss 0000 0001 mmmm", 8, FuzzKind.Accumulate),
        new("MIAPH", "cccc 1110 0010 1000 ssss 0000 0001 mmmm", 6, FuzzKind.Accumulate),
        new("MIAxy", "cccc 1110 0010 11 x y ssss 0000 0001 mmmm", 8, FuzzKind.Accumulate),
        new("MAR", "1110 1100 0100 hhhh llll 0000 00000000", 4, FuzzKind.Accumulate),
        new("MRA", "1110 1100 0101 hhhh llll 0000 00000000", 8, FuzzKind.AccumulatorRead),
    ];

    public static readonly FuzzClass[] Thumb =
    [
        new("T shift by immediate", "000 oo iiiii sss ddd", 12, FuzzKind.Plain),
        new("T ADD SUB register, three-bit immediate", "00011 i o nnn sss ddd", 10, FuzzKind.Plain),
        new("T MOV CMP ADD SUB immediate", "001 oo ddd iiiiiiii", 12, FuzzKind.Plain),
        new("T data processing", "010000 oooo sss ddd", 24, FuzzKind.Plain),
        new("T ADD CMP MOV high registers", "010001 oo h g sss ddd", 8, FuzzKind.HighRegisters),
        new("T load and store, register offset", "0101 ooo mmm nnn ddd", 12, FuzzKind.ThumbRegisterOffset),
        new("T LDR STR LDRB STRB immediate", "011 b l iiiii nnn ddd", 10, FuzzKind.ThumbImmediateOffset),
        new("T LDRH STRH immediate", "1000 l iiiii nnn ddd", 6, FuzzKind.ThumbImmediateOffset),
        new("T LDR STR from sp", "1001 l ddd iiiiiiii", 6, FuzzKind.ThumbStack),
        new("T ADD to pc, sp", "1010 s ddd iiiiiiii", 5, FuzzKind.Plain),
        new("T ADD SUB sp", "10110000 s iiiiiii", 4, FuzzKind.Plain),
        new("T PUSH POP", "1011 l 10 0 rrrrrrrr", 6, FuzzKind.ThumbStack),
        new("T PUSH lr", "1011 0 10 1 rrrrrrrr", 2, FuzzKind.ThumbStack),
        new("T LDMIA STMIA", "1100 l nnn rrrrrrrr", 6, FuzzKind.ThumbMultiple),
        new("T B conditional", "1101 cccc 00000000", 6, FuzzKind.ThumbConditional),
        new("T B, BL", "1110 0000 0000 000 l", 4, FuzzKind.ThumbBranch),
        new("T BX BLX, MOV ADD POP to pc", "0100 0111 0 0000 000", 6, FuzzKind.ThumbJump),
        new("T counted loop", "0011 1 ddd 0000 0001", 2, FuzzKind.Loop),
    ];

    /// <summary>A word of the class with everything free drawn; a condition is "always" as often as not.</summary>
    public uint Draw(SeededRandom random)
    {
        uint word = 0;
        foreach (char position in _positions)
        {
            word = (word << 1) | (position is '0' or '1' ? (uint)(position - '0') : (uint)random.Next(2));
        }

        if (_positions.Length == 32 && _positions[0] == 'c')
        {
            uint condition = random.Next(2) == 0 ? 14u : (uint)random.Next(15);
            word = (word & 0x0fff_ffff) | (condition << 28);
        }

        return word;
    }

    /// <summary>The ARM registers that a word names.</summary>
    public IEnumerable<uint> RegistersOf(uint word) => RegisterFields
        .Select(f => _positions.IndexOf(f, StringComparison.Ordinal))
        .Where(at => at >= 0)
        .Select(at => word >> (28 - at) & 15);
}

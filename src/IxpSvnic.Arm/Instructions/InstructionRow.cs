namespace IxpSvnic.Arm.Instructions;

/// <summary>
/// One row of the instruction tables. A Thumb row that has an ARM equivalent names it as a second pattern whose fields are filled
/// from the halfword; its micro-op and timing are then those of the equivalent's row.
/// </summary>
public sealed class InstructionRow
{
    // Letters that name a general register; h and l are the halves of a long result.
    private const string RegisterFields = "dnmshl";

    public InstructionRow(string pattern, string mnemonic, string operands, MicroOp op)
    {
        Pattern = new BitPattern(pattern);
        Mnemonic = mnemonic;
        Operands = operands;
        Op = op;
        RegisterShifts = [.. RegisterFields.Select(Pattern.ShiftOf).Where(s => s >= 0 && Pattern.Width == 32)];
    }

    /// <summary>Position in its table.</summary>
    public int Index { get; internal set; }

    public BitPattern Pattern { get; }

    /// <summary>Name with its variable parts in braces: see <see cref="Disassembler"/>.</summary>
    public string Mnemonic { get; }

    /// <summary>Operands as text: see <see cref="Disassembler"/>.</summary>
    public string Operands { get; }

    /// <summary>The general micro-op; the predecoder chooses a faster one where the operands allow it.</summary>
    public MicroOp Op { get; }

    public OperandFormat Format { get; init; }

    public TimingClass Timing { get; init; }

    public InstructionFlags Flags { get; init; }

    /// <summary>Thumb: the ARM instruction that does the same.</summary>
    public BitPattern? Equivalent { get; init; }

    /// <summary>Where the word's register fields begin.</summary>
    internal int[] RegisterShifts { get; }

    public bool Has(InstructionFlags flag) => (Flags & flag) != InstructionFlags.None;

    public override string ToString() => $"{Pattern} {Mnemonic}";
}

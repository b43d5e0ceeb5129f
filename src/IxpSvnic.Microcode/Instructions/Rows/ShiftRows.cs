using IxpSvnic.Microcode.Instructions.Formats;

namespace IxpSvnic.Microcode.Instructions.Rows;

/// <summary>Top bits 100 and 11000: the shifter's instructions and ld_field (sections 2.6 and 2.8).</summary>
internal static class ShiftRows
{
    private const ulong Class = 0b100UL << 37;

    private const ulong LoadFieldClass = 0b11000UL << 35;

    private const InstructionFlags Result = InstructionFlags.SetsConditionCodes | InstructionFlags.LeavesResult;

    public static IEnumerable<InstructionRow> All =>
    [
        Move("B", 0, MicroOp.ShfB),
        Move("~B", 1, MicroOp.ShfNotB),
        Binary("AND", 2, MicroOp.ShfAnd),
        Binary("~AND", 3, MicroOp.ShfNotAnd),
        Binary("AND~", 4, MicroOp.ShfAndNot),
        Binary("OR", 5, MicroOp.ShfOr),
        Row("asr", 6, 1, MicroOp.Asr, new ShiftFormat(ShiftUse.Arithmetic, false, true), SourceB, Slots.Shift),
        Row(
            "dbl_shf", 0, 3, MicroOp.DblShf, new ShiftFormat(ShiftUse.Double, true, true),
            Slots.A(OperandWidth.Restricted8), Slots.B(OperandWidth.Restricted8), Slots.Shift),
        Row("byte_align_be", 7, 1, MicroOp.ByteAlignBe, new ShiftFormat(ShiftUse.Fixed, false, true), SourceB),
        Row(
            "byte_align_le", 7, 2, MicroOp.ByteAlignLe, new ShiftFormat(ShiftUse.Fixed, true, false),
            Slots.A(OperandWidth.Restricted8, "source")),
        LoadField("ld_field", clears: false, MicroOp.LdField),
        LoadField("ld_field_w_clr", clears: true, MicroOp.LdFieldClear),
    ];

    private static OperandSlot SourceB => Slots.B(OperandWidth.Restricted8, "source");

    private static InstructionRow Move(string word, int operation, MicroOp op) => Alu(
        operation, op, new ShiftFormat(ShiftUse.Any, false, true),
        Slots.Destination8, Slots.Missing, Slots.Keyword(word), SourceB, Slots.OptionalShift);

    private static InstructionRow Binary(string word, int operation, MicroOp op) => Alu(
        operation, op, new ShiftFormat(ShiftUse.Any, true, true),
        Slots.Destination8, Slots.A(OperandWidth.Restricted8), Slots.Keyword(word), Slots.B(OperandWidth.Restricted8),
        Slots.OptionalShift);

    private static InstructionRow Alu(int operation, MicroOp op, InstructionFormat format, params OperandSlot[] slots)
    {
        ulong match = Class | WordBits.Place(operation, 33);
        ulong mask = WordBits.Range(39, 37) | WordBits.Range(35, 33);
        return new()
        {
            Patterns = NotDouble(match, mask),
            Fixed = match,
            Mnemonic = "alu_shf",
            Aliases = ["alu"],
            Slots = slots,
            Op = op,
            Flags = Result,
            Format = format,
        };
    }

    private static InstructionRow Row(
        string name, int operation, int control, MicroOp op, InstructionFormat format, params OperandSlot[] sources)
    {
        ulong match = Class | WordBits.Place(operation, 33) | WordBits.Place(control, 8);
        return new()
        {
            Patterns = [new(match, WordBits.Range(39, 37) | WordBits.Range(35, 33) | WordBits.Range(9, 8))],
            Fixed = match,
            Mnemonic = name,
            Slots = [Slots.Destination8, .. sources],
            Op = op,
            Flags = Result,
            Format = format,
        };
    }

    private static InstructionRow LoadField(string name, bool clears, MicroOp op)
    {
        ulong match = LoadFieldClass | WordBits.Place(clears, 20);
        return new()
        {
            Patterns = NotDouble(match, WordBits.Range(39, 35) | WordBits.Range(20, 20)),
            Fixed = match,
            Mnemonic = name,
            Slots = [clears ? Slots.Destination8 : Slots.ReadWrite8, Slots.ByteMask, SourceB, Slots.OptionalShift],
            Options = ["load_cc"],
            Op = op,
            Flags = Result | InstructionFlags.DestinationInBankRule,
            Format = new LoadFieldFormat(readsDestination: !clears),
        };
    }

    /// <summary>Shift control 0, 1 and 2; 3 is dbl_shf's or reserved.</summary>
    private static BitPattern[] NotDouble(ulong match, ulong mask) =>
    [
        new(match, mask | WordBits.Range(9, 9)),
        new(match | WordBits.Place(2, 8), mask | WordBits.Range(9, 8)),
    ];
}

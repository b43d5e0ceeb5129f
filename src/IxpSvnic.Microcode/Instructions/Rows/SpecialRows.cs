using IxpSvnic.Microcode.Instructions.Formats;

namespace IxpSvnic.Microcode.Instructions.Rows;

/// <summary>Multiplier steps and local CSR accesses (sections 2.11 and 2.12).</summary>
internal static class SpecialRows
{
    private const ulong MultiplyClass = 0b1111100UL << 33;

    private const ulong LocalCsrClass = 0b1111110UL << 33;

    public static IEnumerable<InstructionRow> All =>
    [
        Step("start", 0, 0, MicroOp.MulStart),
        Step("24x8_step1", 1, 0, MicroOp.MulStep1),
        Last("24x8_last", 1, 4, MicroOp.MulLast),
        Step("16x16_step1", 2, 0, MicroOp.MulStep1),
        Step("16x16_step2", 2, 1, MicroOp.MulStep2),
        Last("16x16_last", 2, 4, MicroOp.MulLast),
        Step("32x32_step1", 3, 0, MicroOp.MulStep1),
        Step("32x32_step2", 3, 1, MicroOp.MulStep2),
        Step("32x32_step3", 3, 2, MicroOp.MulStep3),
        Step("32x32_step4", 3, 3, MicroOp.MulStep4),
        Last("32x32_last", 3, 4, MicroOp.MulLast),
        Last("32x32_last2", 3, 5, MicroOp.MulLast2),
        LocalCsr("local_csr_rd", false, MicroOp.LocalCsrRead, TimingClass.LocalCsrRead, Slots.LocalCsr),
        LocalCsr(
            "local_csr_wr", true, MicroOp.LocalCsrWrite, TimingClass.LocalCsrWrite,
            Slots.LocalCsr, Slots.A(name: "source")),
    ];

    private static InstructionRow Step(string option, int type, int step, MicroOp op) => Multiply(
        option, type, step, op, InstructionFlags.None, new MultiplyFormat(isLast: false), Slots.A(), Slots.B());

    private static InstructionRow Last(string option, int type, int step, MicroOp op) => Multiply(
        option, type, step, op, InstructionFlags.SetsConditionCodes, new MultiplyFormat(isLast: true),
        Slots.Destination, Slots.Missing);

    private static InstructionRow Multiply(
        string option, int type, int step, MicroOp op, InstructionFlags flags, InstructionFormat format,
        params OperandSlot[] slots)
    {
        ulong match = MultiplyClass | WordBits.Place(type, 31) | WordBits.Place(step, 20);
        return new()
        {
            Patterns = [new(match, WordBits.Range(39, 31) | WordBits.Range(22, 20))],
            Fixed = match,
            Mnemonic = "mul_step",
            Slots = slots,
            RequiredOption = option,
            Op = op,
            Timing = TimingClass.Multiply,
            Flags = flags,
            Format = format,
        };
    }

    private static InstructionRow LocalCsr(
        string name, bool isWrite, MicroOp op, TimingClass timing, params OperandSlot[] slots)
    {
        ulong match = LocalCsrClass | WordBits.Place(isWrite, 21);
        return new()
        {
            Patterns = [new(match, WordBits.Range(39, 33) | WordBits.Range(21, 21))],
            Fixed = match,
            Mnemonic = name,
            Slots = slots,
            Op = op,
            Timing = timing,
            Format = new LocalCsrFormat(isWrite),
        };
    }
}

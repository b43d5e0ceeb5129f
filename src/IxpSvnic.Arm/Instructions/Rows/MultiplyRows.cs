namespace IxpSvnic.Arm.Instructions.Rows;

/// <summary>Multiplies of the architecture and of the XScale's accumulator (coprocessor 0).</summary>
internal static class MultiplyRows
{
    public static IEnumerable<InstructionRow> All =>
    [
        Row("cccc 0000 000z dddd .... ssss 1001 mmmm", "mul{z}{c}", "{d}, {m}, {s}", MicroOp.Multiply),
        Row("cccc 0000 001z dddd nnnn ssss 1001 mmmm", "mla{z}{c}", "{d}, {m}, {s}, {n}", MicroOp.MultiplyAccumulate),
        Long("100", "umull"),
        Long("101", "umlal"),
        Long("110", "smull"),
        Long("111", "smlal"),
        Row("cccc 0001 0000 dddd nnnn ssss 1yx0 mmmm", "smla{x}{y}{c}", "{d}, {m}, {s}, {n}", MicroOp.MultiplyHalf),
        Row("cccc 0001 0010 dddd nnnn ssss 1y00 mmmm", "smlaw{y}{c}", "{d}, {m}, {s}, {n}", MicroOp.MultiplyHalf),
        Row("cccc 0001 0010 dddd .... ssss 1y10 mmmm", "smulw{y}{c}", "{d}, {m}, {s}", MicroOp.MultiplyHalf),
        Row("cccc 0001 0100 hhhh llll ssss 1yx0 mmmm", "smlal{x}{y}{c}", "{l}, {h}, {m}, {s}", MicroOp.MultiplyHalf),
        Row("cccc 0001 0110 dddd .... ssss 1yx0 mmmm", "smul{x}{y}{c}", "{d}, {m}, {s}", MicroOp.MultiplyHalf),
        Internal("0000", "mia"),
        Internal("1000", "miaph"),
        Internal("11xy", "mia{X}{Y}"),
        new("cccc 1100 0100 hhhh llll 0000 0000 0000", "mar{c}", "acc0, {l}, {h}", MicroOp.MoveToAccumulator)
        {
            Flags = InstructionFlags.IsSpecialCase, Timing = TimingClass.CoprocessorWrite,
        },
        new("cccc 1100 0101 hhhh llll 0000 0000 0000", "mra{c}", "{l}, {h}, acc0", MicroOp.MoveFromAccumulator)
        {
            Flags = InstructionFlags.IsSpecialCase, Timing = TimingClass.Multiply,
        },
    ];

    private static InstructionRow Row(string pattern, string name, string operands, MicroOp op) =>
        new(pattern, name, operands, op)
        {
            Timing = TimingClass.Multiply,
            Format = op == MicroOp.MultiplyHalf ? OperandFormat.Word : OperandFormat.Multiply,
        };

    private static InstructionRow Long(string code, string name) =>
        new($"cccc 0000 {code}z hhhh llll ssss 1001 mmmm", name + "{z}{c}", "{l}, {h}, {m}, {s}", MicroOp.MultiplyLong)
        {
            Timing = TimingClass.MultiplyLong,
        };

    private static InstructionRow Internal(string code, string name) =>
        new($"cccc 1110 0010 {code} ssss 0000 0001 mmmm", name + "{c}", "acc0, {m}, {s}", MicroOp.InternalAccumulate)
        {
            Flags = InstructionFlags.IsSpecialCase,
            Timing = TimingClass.Multiply,
        };
}

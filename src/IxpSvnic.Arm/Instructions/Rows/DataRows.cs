namespace IxpSvnic.Arm.Instructions.Rows;

/// <summary>Data processing: sixteen operations, three forms of the second operand each.</summary>
internal static class DataRows
{
    private const InstructionFlags Result = InstructionFlags.WritesD;

    public static IEnumerable<InstructionRow> All =>
    [
        .. Operation("0000", "and", MicroOp.And),
        .. Operation("0001", "eor", MicroOp.Eor),
        .. Operation("0010", "sub", MicroOp.Sub),
        .. Operation("0011", "rsb", MicroOp.Rsb),
        .. Operation("0100", "add", MicroOp.Add),
        .. Operation("0101", "adc", MicroOp.Adc),
        .. Operation("0110", "sbc", MicroOp.Sbc),
        .. Operation("0111", "rsc", MicroOp.Rsc),
        .. Compare("1000", "tst", MicroOp.Tst),
        .. Compare("1001", "teq", MicroOp.Teq),
        .. Compare("1010", "cmp", MicroOp.Cmp),
        .. Compare("1011", "cmn", MicroOp.Cmn),
        .. Operation("1100", "orr", MicroOp.Orr),
        .. Move("1101", "mov", MicroOp.Mov),
        .. Operation("1110", "bic", MicroOp.Bic),
        .. Move("1111", "mvn", MicroOp.Mvn),
        new("cccc 0001 0110 ---- dddd ---- 0001 mmmm", "clz{c}", "{d}, {m}", MicroOp.CountLeadingZeros)
        {
            Flags = Result,
        },
        Saturating("0000", "qadd"),
        Saturating("0010", "qsub"),
        Saturating("0100", "qdadd"),
        Saturating("0110", "qdsub"),
    ];

    private static IEnumerable<InstructionRow> Operation(string code, string name, MicroOp op) =>
        Forms(code + "z nnnn dddd", name + "{z}{c}", "{d}, {n}, ", op, Result);

    private static IEnumerable<InstructionRow> Compare(string code, string name, MicroOp op) =>
        Forms(code + "1 nnnn ....", name + "{c}", "{n}, ", op, InstructionFlags.None);

    private static IEnumerable<InstructionRow> Move(string code, string name, MicroOp op) =>
        Forms(code + "z .... dddd", name + "{z}{c}", "{d}, ", op, Result);

    private static IEnumerable<InstructionRow> Forms(
        string middle, string name, string operands, MicroOp op, InstructionFlags flags) =>
    [
        new("cccc 001" + middle + " kkkk iiii iiii", name, operands + "{immediate}", op)
        {
            Format = OperandFormat.DataImmediate, Flags = flags,
        },
        new("cccc 000" + middle + " kkkk ktt0 mmmm", name, operands + "{shifted}", op)
        {
            Format = OperandFormat.DataShiftedByConstant, Flags = flags | InstructionFlags.ShiftsM,
        },
        new("cccc 000" + middle + " ssss 0tt1 mmmm", name, operands + "{m}, {shift} {s}", op)
        {
            Format = OperandFormat.DataShiftedByRegister, Flags = flags, Timing = TimingClass.DataShiftedByRegister,
        },
    ];

    private static InstructionRow Saturating(string code, string name) =>
        new($"cccc 0001 {code} nnnn dddd .... 0101 mmmm", name + "{c}", "{d}, {m}, {n}", MicroOp.Saturate)
        {
            Flags = code[1] == '1' ? InstructionFlags.DoublesN : InstructionFlags.None,
        };
}

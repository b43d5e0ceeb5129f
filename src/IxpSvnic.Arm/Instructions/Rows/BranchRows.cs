namespace IxpSvnic.Arm.Instructions.Rows;

/// <summary>Branches of ARM.</summary>
internal static class BranchRows
{
    public static IEnumerable<InstructionRow> All =>
    [
        Offset("cccc 1010 iiii iiii iiii iiii iiii iiii", "b{c}", MicroOp.Branch),
        Offset("cccc 1011 iiii iiii iiii iiii iiii iiii", "bl{c}", MicroOp.BranchLink),
        Offset("1111 101a iiii iiii iiii iiii iiii iiii", "blx", MicroOp.BranchLinkExchange),
        Register("cccc 0001 0010 ---- ---- ---- 0001 mmmm", "bx{c}", MicroOp.BranchExchange),
        Register("cccc 0001 0010 ---- ---- ---- 0011 mmmm", "blx{c}", MicroOp.BranchLinkExchangeRegister),
    ];

    private static InstructionRow Offset(string pattern, string name, MicroOp op) =>
        new(pattern, name, "{target}", op) { Timing = TimingClass.Branch, Format = OperandFormat.Branch };

    private static InstructionRow Register(string pattern, string name, MicroOp op) =>
        new(pattern, name, "{m}", op) { Timing = TimingClass.Branch, Format = OperandFormat.BranchRegister };
}

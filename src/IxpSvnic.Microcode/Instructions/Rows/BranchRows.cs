using IxpSvnic.Microcode.Instructions.Formats;

namespace IxpSvnic.Microcode.Instructions.Rows;

/// <summary>Branches and ctx_arb (sections 2.9 and 2.10).</summary>
internal static class BranchRows
{
    private static readonly BranchFormat Plain = new();

    public static IEnumerable<InstructionRow> All =>
    [
        Branch("br", 24, 0, 2, MicroOp.Br, Plain, [], InstructionFlags.Unconditional),
        Condition("beq", 0, MicroOp.BrEq),
        Condition("bne", 1, MicroOp.BrNe),
        Condition("bmi", 2, MicroOp.BrMi),
        Condition("bpl", 3, MicroOp.BrPl),
        Condition("bhs", 4, MicroOp.BrCs, "bcs"),
        Condition("blo", 5, MicroOp.BrCc, "bcc"),
        Condition("bvs", 6, MicroOp.BrVs),
        Condition("bvc", 7, MicroOp.BrVc),
        Condition("bge", 8, MicroOp.BrGe),
        Condition("blt", 9, MicroOp.BrLt),
        Condition("ble", 10, MicroOp.BrLe),
        Condition("bgt", 11, MicroOp.BrGt),
        Branch("br=ctx", 16, 0, 2, MicroOp.BrCtx, new(0, 7), [], InstructionFlags.None, Slots.Context),
        Branch("br!=ctx", 17, 0, 2, MicroOp.BrNotCtx, new(0, 7), [], InstructionFlags.None, Slots.Context),
        Branch("br_signal", 18, 2, 3, MicroOp.BrSignal, new(1, 15), [], InstructionFlags.None, Slots.Signal),
        Branch("br_!signal", 19, 2, 3, MicroOp.BrNotSignal, new(1, 15), [], InstructionFlags.None, Slots.Signal),
        Branch("br_inp_state", 20, 2, 3, MicroOp.BrInpState, new(0, 15), [], InstructionFlags.None, Slots.InputState),
        Branch(
            "br_!inp_state", 21, 2, 3, MicroOp.BrNotInpState, new(0, 15), [], InstructionFlags.None, Slots.InputState),
        Register("br_bset", 0b11010, 18, true, MicroOp.BrBset, false, Slots.BitNumber),
        Register("br_bclr", 0b11010, 18, false, MicroOp.BrBclr, false, Slots.BitNumber),
        Register(
            "br=byte", 0b11001, 19, true, MicroOp.BrByteEqual, true, Slots.ByteNumber,
            Slots.Immediate(OperandField.CompareValue)),
        Register(
            "br!=byte", 0b11001, 19, false, MicroOp.BrByteNotEqual, true, Slots.ByteNumber,
            Slots.Immediate(OperandField.CompareValue)),
        Return,
        Jump,
        ContextArbiter,
    ];

    private static InstructionRow Jump => new()
    {
        Patterns = [new(0b11101UL << 35, WordBits.Range(39, 35))],
        Fixed = 0b11101UL << 35,
        Mnemonic = "jump",
        Slots = [Slots.A(name: "register"), Slots.Label],
        Options = ["defer", "targets"],
        Op = MicroOp.Jump,
        Timing = TimingClass.Branch,
        Flags = InstructionFlags.Unconditional,
        MaxDefer = 3,
        Stage = 2,
        Format = new JumpFormat(),
    };

    /// <summary>A jump to 0 + register, with the constant 0 in either field.</summary>
    private static InstructionRow Return => new()
    {
        Patterns =
        [
            new((0b11101UL << 35) | 0x300, WordBits.Range(39, 35) | WordBits.Range(26, 22) | WordBits.Range(9, 0)),
            new(
                (0b11101UL << 35) | (0x300 << 10),
                WordBits.Range(39, 35) | WordBits.Range(26, 22) | WordBits.Range(19, 10)),
        ],
        Fixed = 0b11101UL << 35,
        Mnemonic = "rtn",
        Slots = [Slots.A(name: "register")],
        Options = ["defer", "targets"],
        Op = MicroOp.Jump,
        Timing = TimingClass.Branch,
        Flags = InstructionFlags.Unconditional,
        MaxDefer = 3,
        Stage = 2,
        IsSpecialCase = true,
        Format = new JumpFormat(),
    };

    private static InstructionRow ContextArbiter => new()
    {
        Patterns = [new(0b11100UL << 35, WordBits.Range(39, 35))],
        Fixed = 0b11100UL << 35,
        Mnemonic = "ctx_arb",
        Slots = [Slots.Signal],
        Options = ["any", "all", "br", "defer"],
        Op = MicroOp.CtxArb,
        Timing = TimingClass.ContextSwap,
        MaxDefer = 2,
        Format = new ContextArbiterFormat(),
    };

    private static InstructionRow Condition(string name, int condition, MicroOp op, params string[] aliases) =>
        Branch(name, condition, 1, 3, op, Plain, aliases, InstructionFlags.None);

    private static InstructionRow Branch(
        string name, int condition, int stage, int maxDefer, MicroOp op, BranchFormat format, string[] aliases,
        InstructionFlags flags, params OperandSlot[] parameter)
    {
        ulong match = (0b11011UL << 35) | WordBits.Place(condition, 0);
        return new()
        {
            Patterns = [new(match, WordBits.Range(39, 35) | WordBits.Range(4, 0))],
            Fixed = match,
            Mnemonic = name,
            Aliases = aliases,
            Slots = [.. parameter, Slots.Label],
            Options = ["defer"],
            Op = op,
            Timing = TimingClass.Branch,
            Flags = flags,
            MaxDefer = maxDefer,
            Stage = stage,
            Format = format,
        };
    }

    private static InstructionRow Register(
        string name, int top, int senseBit, bool sense, MicroOp op, bool comparesByte, params OperandSlot[] slots)
    {
        ulong match = ((ulong)top << 35) | WordBits.Place(sense, senseBit);
        return new()
        {
            Patterns = [new(match, WordBits.Range(39, 35) | WordBits.Range(senseBit, senseBit))],
            Fixed = match,
            Mnemonic = name,
            Slots = [Slots.A(OperandWidth.Restricted8, "register"), .. slots, Slots.Label],
            Options = ["defer"],
            Op = op,
            Timing = TimingClass.Branch,
            MaxDefer = 3,
            Stage = 2,
            Format = new RegisterBranchFormat(comparesByte),
        };
    }
}

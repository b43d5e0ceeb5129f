namespace IxpSvnic.Arm.Instructions.Rows;

/// <summary>Loads and stores.</summary>
internal static class TransferRows
{
    public static IEnumerable<InstructionRow> All =>
    [
        .. Word("0", '0', "str", MicroOp.Str),
        .. Word("1", '0', "strb", MicroOp.Strb),
        .. Word("0", '1', "ldr", MicroOp.Ldr),
        .. Word("1", '1', "ldrb", MicroOp.Ldrb),
        .. Half('0', "1011", "strh", MicroOp.Strh),
        .. Half('1', "1011", "ldrh", MicroOp.Ldrh),
        .. Half('1', "1101", "ldrsb", MicroOp.Ldrsb),
        .. Half('1', "1111", "ldrsh", MicroOp.Ldrsh),
        .. Dual("1101", "ldrd", MicroOp.Ldrd, TimingClass.LoadDual),
        .. Dual("1111", "strd", MicroOp.Strd, TimingClass.StoreDual),
        Multiple("cccc 100p uaw1 nnnn rrrr rrrr rrrr rrrr", "ldm{mode}{c}"),
        Multiple("cccc 100p uaw0 nnnn rrrr rrrr rrrr rrrr", "stm{mode}{c}"),
        new("cccc 0001 0b00 nnnn dddd .... 1001 mmmm", "swp{b}{c}", "{d}, {m}, [{n}]", MicroOp.Swap)
        {
            Timing = TimingClass.Swap,
        },
        new("1111 0101 u101 nnnn 1111 iiii iiii iiii", "pld", "{offset12}", MicroOp.Preload),
        new("1111 0111 u101 nnnn 1111 kkkk ktt0 mmmm", "pld", "{offsetShifted}", MicroOp.Preload)
        {
            Flags = InstructionFlags.ShiftsM,
        },
    ];

    private static IEnumerable<InstructionRow> Word(string byteBit, char load, string name, MicroOp op)
    {
        TimingClass timing = load == '1' ? TimingClass.Load : TimingClass.Store;
        string middle = $"p u{byteBit}w{load} nnnn dddd";
        yield return new($"cccc 010{middle} iiii iiii iiii", name + "{t}{c}", "{d}, {offset12}", op)
        {
            Timing = timing,
            Format = OperandFormat.TransferImmediate,
        };
        yield return new($"cccc 011{middle} kkkk ktt0 mmmm", name + "{t}{c}", "{d}, {offsetShifted}", op)
        {
            Timing = timing,
            Format = OperandFormat.TransferRegister,
            Flags = InstructionFlags.ShiftsM,
        };
    }

    private static IEnumerable<InstructionRow> Half(char load, string code, string name, MicroOp op)
    {
        TimingClass timing = load == '1' ? TimingClass.Load : TimingClass.Store;
        yield return new($"cccc 000p u1w{load} nnnn dddd iiii {code} iiii", name + "{c}", "{d}, {offset8}", op)
        {
            Timing = timing,
            Format = OperandFormat.HalfImmediate,
        };
        yield return new($"cccc 000p u0w{load} nnnn dddd .... {code} mmmm", name + "{c}", "{d}, {offsetRegister}", op)
        {
            Timing = timing,
            Format = OperandFormat.HalfRegister,
        };
    }

    private static IEnumerable<InstructionRow> Dual(string code, string name, MicroOp op, TimingClass timing)
    {
        yield return new($"cccc 000p u1w0 nnnn dddd iiii {code} iiii", name + "{c}", "{d}, {offset8}", op)
        {
            Timing = timing,
            Format = OperandFormat.DualImmediate,
        };
        yield return new(
            $"cccc 000p u0w0 nnnn dddd .... {code} mmmm", name + "{c}", "{d}, {offsetRegister}", op)
        {
            Timing = timing,
            Format = OperandFormat.DualRegister,
        };
    }

    private static InstructionRow Multiple(string pattern, string name) =>
        new(pattern, name, "{n}{w}, {list}{user}", MicroOp.TransferMultiple)
        {
            Timing = TimingClass.Multiple,
            Format = OperandFormat.Multiple,
        };
}

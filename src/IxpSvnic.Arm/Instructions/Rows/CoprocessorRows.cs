namespace IxpSvnic.Arm.Instructions.Rows;

/// <summary>
/// Coprocessor instructions. Only the register moves of CP14 and CP15 do something; the rest is UNDEFINED because no coprocessor answers.
/// </summary>
internal static class CoprocessorRows
{
    public static IEnumerable<InstructionRow> All =>
    [
        .. Both("cccc", "{c}"),
        .. Both("1111", "2"),
        new("cccc 1100 0100 nnnn dddd qqqq xxxx gggg", "mcrr{c}", "{q}, {x#}, {d}, {n}, {g}", MicroOp.Undefined),
        new("cccc 1100 0101 nnnn dddd qqqq xxxx gggg", "mrrc{c}", "{q}, {x#}, {d}, {n}, {g}", MicroOp.Undefined),
    ];

    private static IEnumerable<InstructionRow> Both(string head, string suffix) =>
    [
        new(head + " 1110 xxxx ffff eeee qqqq yyy0 gggg", "cdp" + suffix, "{q}, {x#}, {e}, {f}, {g}, {{{y#}}}", MicroOp.Undefined),
        new(head + " 1110 xxx0 ffff dddd qqqq yyy1 gggg", "mcr" + suffix, "{q}, {x#}, {d}, {f}, {g}, {{{y#}}}", Move(head, true))
        {
            Timing = TimingClass.CoprocessorWrite,
        },
        new(head + " 1110 xxx1 ffff dddd qqqq yyy1 gggg", "mrc" + suffix, "{q}, {x#}, {d}, {f}, {g}, {{{y#}}}", Move(head, false))
        {
            Timing = TimingClass.CoprocessorRead,
        },
        .. Memory(head, "1101 uaw", suffix),
        .. Memory(head, "1100 1aw", suffix),
        .. Memory(head, "1100 0a1", suffix),
    ];

    private static MicroOp Move(string head, bool toCoprocessor) =>
        head == "1111" ? MicroOp.Undefined : toCoprocessor ? MicroOp.RegisterToCoprocessor : MicroOp.CoprocessorToRegister;

    private static IEnumerable<InstructionRow> Memory(string head, string bits, string suffix) =>
    [
        new($"{head} {bits}1 nnnn eeee qqqq iiii iiii", Name("ldc", suffix), "{q}, {e}, {offsetCoprocessor}", MicroOp.Undefined),
        new($"{head} {bits}0 nnnn eeee qqqq iiii iiii", Name("stc", suffix), "{q}, {e}, {offsetCoprocessor}", MicroOp.Undefined),
    ];

    private static string Name(string name, string suffix) => suffix == "2" ? name + "2{long}" : name + "{long}{c}";
}

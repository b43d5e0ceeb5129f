namespace IxpSvnic.Arm.Instructions.Rows;

/// <summary>Thumb of ARMv5T. Nearly every row is an ARM instruction with fewer choices and says which.</summary>
internal static class ThumbRows
{
    public static IEnumerable<InstructionRow> All =>
    [
        .. Shifts, .. Arithmetic, .. TwoRegisters, .. HighRegisters, .. Transfers, .. StackAndMultiple, .. Branches,
    ];

    private static IEnumerable<InstructionRow> Shifts =>
    [
        Same("0000 0000 00mm mddd", "1110 0001 1011 0000 0ddd 0000 0000 0mmm", "movs", "{d}, {m}", special: true),
        Same("0000 0iii iimm mddd", "1110 0001 1011 0000 0ddd iiii i000 0mmm", "lsls", "{d}, {m}, #{i}"),
        Same("0000 1iii iimm mddd", "1110 0001 1011 0000 0ddd iiii i010 0mmm", "lsrs", "{d}, {m}, #{i0is32}"),
        Same("0001 0iii iimm mddd", "1110 0001 1011 0000 0ddd iiii i100 0mmm", "asrs", "{d}, {m}, #{i0is32}"),
    ];

    private static IEnumerable<InstructionRow> Arithmetic =>
    [
        Same("0001 100m mmnn nddd", "1110 0000 1001 0nnn 0ddd 0000 0000 0mmm", "adds", "{d}, {n}, {m}"),
        Same("0001 101m mmnn nddd", "1110 0000 0101 0nnn 0ddd 0000 0000 0mmm", "subs", "{d}, {n}, {m}"),
        Same("0001 110i iinn nddd", "1110 0010 1001 0nnn 0ddd 0000 0000 0iii", "adds", "{d}, {n}, #{i}"),
        Same("0001 111i iinn nddd", "1110 0010 0101 0nnn 0ddd 0000 0000 0iii", "subs", "{d}, {n}, #{i}"),
        Same("0010 0ddd iiii iiii", "1110 0011 1011 0000 0ddd 0000 iiii iiii", "movs", "{d}, #{i}"),
        Same("0010 1nnn iiii iiii", "1110 0011 0101 0nnn 0000 0000 iiii iiii", "cmp", "{n}, #{i}"),
        Same("0011 0ddd iiii iiii", "1110 0010 1001 0ddd 0ddd 0000 iiii iiii", "adds", "{d}, #{i}"),
        Same("0011 1ddd iiii iiii", "1110 0010 0101 0ddd 0ddd 0000 iiii iiii", "subs", "{d}, #{i}"),
        Same("1010 0ddd iiii iiii", "1110 0010 1000 1111 0ddd 1111 iiii iiii", "add", "{d}, pc, #{i4}", InstructionFlags.AlignsPc),
        Same("1010 1ddd iiii iiii", "1110 0010 1000 1101 0ddd 1111 iiii iiii", "add", "{d}, sp, #{i4}"),
        Same("1011 0000 0iii iiii", "1110 0010 1000 1101 1101 1111 0iii iiii", "add", "sp, #{i4}"),
        Same("1011 0000 1iii iiii", "1110 0010 0100 1101 1101 1111 0iii iiii", "sub", "sp, #{i4}"),
    ];

    private static IEnumerable<InstructionRow> TwoRegisters =>
    [
        Same("0100 0000 00mm mddd", "1110 0000 0001 0ddd 0ddd 0000 0000 0mmm", "ands", "{d}, {m}"),
        Same("0100 0000 01mm mddd", "1110 0000 0011 0ddd 0ddd 0000 0000 0mmm", "eors", "{d}, {m}"),
        Same("0100 0000 10ss sddd", "1110 0001 1011 0000 0ddd 0sss 0001 0ddd", "lsls", "{d}, {s}"),
        Same("0100 0000 11ss sddd", "1110 0001 1011 0000 0ddd 0sss 0011 0ddd", "lsrs", "{d}, {s}"),
        Same("0100 0001 00ss sddd", "1110 0001 1011 0000 0ddd 0sss 0101 0ddd", "asrs", "{d}, {s}"),
        Same("0100 0001 01mm mddd", "1110 0000 1011 0ddd 0ddd 0000 0000 0mmm", "adcs", "{d}, {m}"),
        Same("0100 0001 10mm mddd", "1110 0000 1101 0ddd 0ddd 0000 0000 0mmm", "sbcs", "{d}, {m}"),
        Same("0100 0001 11ss sddd", "1110 0001 1011 0000 0ddd 0sss 0111 0ddd", "rors", "{d}, {s}"),
        Same("0100 0010 00mm mnnn", "1110 0001 0001 0nnn 0000 0000 0000 0mmm", "tst", "{n}, {m}"),
        Same("0100 0010 01nn nddd", "1110 0010 0111 0nnn 0ddd 0000 0000 0000", "negs", "{d}, {n}"),
        Same("0100 0010 10mm mnnn", "1110 0001 0101 0nnn 0000 0000 0000 0mmm", "cmp", "{n}, {m}"),
        Same("0100 0010 11mm mnnn", "1110 0001 0111 0nnn 0000 0000 0000 0mmm", "cmn", "{n}, {m}"),
        Same("0100 0011 00mm mddd", "1110 0001 1001 0ddd 0ddd 0000 0000 0mmm", "orrs", "{d}, {m}"),
        Same("0100 0011 01mm mddd", "1110 0000 0001 0ddd 0000 0ddd 1001 0mmm", "muls", "{d}, {m}"),
        Same("0100 0011 10mm mddd", "1110 0001 1101 0ddd 0ddd 0000 0000 0mmm", "bics", "{d}, {m}"),
        Same("0100 0011 11mm mddd", "1110 0001 1111 0000 0ddd 0000 0000 0mmm", "mvns", "{d}, {m}"),
    ];

    private static IEnumerable<InstructionRow> HighRegisters =>
    [
        Same("0100 0100 dmmm mddd", "1110 0000 1000 dddd dddd 0000 0000 mmmm", "add", "{d}, {m}"),
        Same("0100 0101 nmmm mnnn", "1110 0001 0101 nnnn 0000 0000 0000 mmmm", "cmp", "{n}, {m}"),
        Same("0100 0110 dmmm mddd", "1110 0001 1010 0000 dddd 0000 0000 mmmm", "mov", "{d}, {m}"),
        Same("0100 0111 0mmm m...", "1110 0001 0010 1111 1111 1111 0001 mmmm", "bx", "{m}"),
        Same("0100 0111 1mmm m...", "1110 0001 0010 1111 1111 1111 0011 mmmm", "blx", "{m}"),
    ];

    private static IEnumerable<InstructionRow> Transfers =>
    [
        Same("0100 1ddd iiii iiii", "1110 0101 1001 1111 0ddd 00ii iiii ii00", "ldr", "{d}, [pc, #{i4}]", InstructionFlags.AlignsPc),
        Same("0101 000m mmnn nddd", "1110 0111 1000 0nnn 0ddd 0000 0000 0mmm", "str", "{d}, [{n}, {m}]"),
        Same("0101 001m mmnn nddd", "1110 0001 1000 0nnn 0ddd 0000 1011 0mmm", "strh", "{d}, [{n}, {m}]"),
        Same("0101 010m mmnn nddd", "1110 0111 1100 0nnn 0ddd 0000 0000 0mmm", "strb", "{d}, [{n}, {m}]"),
        Same("0101 011m mmnn nddd", "1110 0001 1001 0nnn 0ddd 0000 1101 0mmm", "ldrsb", "{d}, [{n}, {m}]"),
        Same("0101 100m mmnn nddd", "1110 0111 1001 0nnn 0ddd 0000 0000 0mmm", "ldr", "{d}, [{n}, {m}]"),
        Same("0101 101m mmnn nddd", "1110 0001 1001 0nnn 0ddd 0000 1011 0mmm", "ldrh", "{d}, [{n}, {m}]"),
        Same("0101 110m mmnn nddd", "1110 0111 1101 0nnn 0ddd 0000 0000 0mmm", "ldrb", "{d}, [{n}, {m}]"),
        Same("0101 111m mmnn nddd", "1110 0001 1001 0nnn 0ddd 0000 1111 0mmm", "ldrsh", "{d}, [{n}, {m}]"),
        Same("0110 0iii iinn nddd", "1110 0101 1000 0nnn 0ddd 0000 0iii ii00", "str", "{d}, [{n}, #{i4}]"),
        Same("0110 1iii iinn nddd", "1110 0101 1001 0nnn 0ddd 0000 0iii ii00", "ldr", "{d}, [{n}, #{i4}]"),
        Same("0111 0iii iinn nddd", "1110 0101 1100 0nnn 0ddd 0000 000i iiii", "strb", "{d}, [{n}, #{i}]"),
        Same("0111 1iii iinn nddd", "1110 0101 1101 0nnn 0ddd 0000 000i iiii", "ldrb", "{d}, [{n}, #{i}]"),
        Same("1000 0iii iinn nddd", "1110 0001 1100 0nnn 0ddd 00ii 1011 iii0", "strh", "{d}, [{n}, #{i2}]"),
        Same("1000 1iii iinn nddd", "1110 0001 1101 0nnn 0ddd 00ii 1011 iii0", "ldrh", "{d}, [{n}, #{i2}]"),
        Same("1001 0ddd iiii iiii", "1110 0101 1000 1101 0ddd 00ii iiii ii00", "str", "{d}, [sp, #{i4}]"),
        Same("1001 1ddd iiii iiii", "1110 0101 1001 1101 0ddd 00ii iiii ii00", "ldr", "{d}, [sp, #{i4}]"),
    ];

    private static IEnumerable<InstructionRow> StackAndMultiple =>
    [
        Same("1011 010l rrrr rrrr", "1110 1001 0010 1101 0l00 0000 rrrr rrrr", "push", "{pushed}"),
        Same("1011 110l rrrr rrrr", "1110 1000 1011 1101 l000 0000 rrrr rrrr", "pop", "{popped}"),
        Same("1100 0nnn rrrr rrrr", "1110 1000 1010 0nnn 0000 0000 rrrr rrrr", "stmia", "{n}!, {list}"),
        Same("1100 1nnn rrrr rrrr", "1110 1000 1011 0nnn 0000 0000 rrrr rrrr", "ldmia", "{n}{unlisted!}, {list}"),
    ];

    private static IEnumerable<InstructionRow> Branches =>
    [
        .. Enumerable.Range(0, 14).Select(c => Branch(
            $"1101 {c:b4} iiii iiii", "b" + Disassembler.Condition((uint)c), MicroOp.BranchEq, OperandFormat.ThumbConditionalBranch)),
        Same("1101 1111 iiii iiii", "1110 1111 0000 0000 0000 0000 iiii iiii", "svc", "{i}"),
        Same("1011 1110 iiii iiii", "1110 0001 0010 0000 0000 iiii 0111 iiii", "bkpt", "0x{ihex}"),
        Branch("1110 0iii iiii iiii", "b", MicroOp.Branch, OperandFormat.ThumbBranch),
        Branch("1111 0iii iiii iiii", "bl", MicroOp.ThumbLinkPrefix, OperandFormat.ThumbBranchHalf),
        Branch("1111 1iii iiii iiii", "bl", MicroOp.ThumbLink, OperandFormat.ThumbBranchHalf),
        Branch("1110 1iii iiii iii0", "blx", MicroOp.ThumbLinkExchange, OperandFormat.ThumbBranchHalf),
    ];

    private static InstructionRow Same(
        string pattern, string equivalent, string name, string operands, InstructionFlags flags = InstructionFlags.None,
        bool special = false)
    {
        BitPattern same = new(equivalent);
        return new(pattern, name, operands, InstructionTable.FindArm(same.Match)!.Op)
        {
            Equivalent = same,
            Flags = special ? flags | InstructionFlags.IsSpecialCase : flags,
        };
    }

    private static InstructionRow Branch(string pattern, string name, MicroOp op, OperandFormat format) =>
        new(pattern, name, "{target}", op) { Format = format, Timing = TimingClass.Branch };
}

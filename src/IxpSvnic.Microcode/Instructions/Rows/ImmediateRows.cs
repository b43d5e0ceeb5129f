using IxpSvnic.Microcode.Instructions.Formats;

namespace IxpSvnic.Microcode.Instructions.Rows;

/// <summary>Top bits 11110: nop and the immed family (section 2.7).</summary>
internal static class ImmediateRows
{
    private const ulong Class = 0b11110UL << 35;

    /// <summary>Class, shift, inversion, word and byte bits.</summary>
    private static readonly ulong Selector = WordBits.Range(39, 33) | WordBits.Range(31, 29);

    public static IEnumerable<InstructionRow> All =>
    [
        Nop,
        Immed,
        Partial("immed_w0", ImmediatePart.Half, 0, MicroOp.ImmedW0),
        Partial("immed_w1", ImmediatePart.Half, 2, MicroOp.ImmedW1),
        Partial("immed_b0", ImmediatePart.Byte, 0, MicroOp.ImmedB0),
        Partial("immed_b1", ImmediatePart.Byte, 1, MicroOp.ImmedB1),
        Partial("immed_b2", ImmediatePart.Byte, 2, MicroOp.ImmedB2),
        Partial("immed_b3", ImmediatePart.Byte, 3, MicroOp.ImmedB3),
    ];

    private static InstructionRow Nop => new()
    {
        Patterns = [new(0xf0000c0300, Selector | WordBits.Range(27, 0))],
        Fixed = 0xf0000c0300,
        Mnemonic = "nop",
        Aliases = ["nop_volatile"],
        Slots = [],
        Op = MicroOp.Nop,
        IsSpecialCase = true,
        Format = new FixedFormat(),
    };

    private static InstructionRow Immed
    {
        get
        {
            ulong mask = Selector & ~WordBits.Range(31, 31);
            return new()
            {
                Patterns =
                [
                    new(Class, mask),
                    new(Class | WordBits.Place(1, 33), mask),
                    new(Class | WordBits.Place(2, 33), mask),
                ],
                Fixed = Class,
                Mnemonic = "immed",
                Slots = [Slots.Destination, Slots.Immediate(OperandField.Immediate), Slots.OptionalShift],
                Op = MicroOp.Immed,
                Flags = InstructionFlags.LeavesResult,
                Format = new ImmediateFormat(ImmediatePart.Whole),
            };
        }
    }

    private static InstructionRow Partial(string name, ImmediatePart part, int place, MicroOp op)
    {
        ulong match = Class | WordBits.Place(place, 33) | WordBits.Place(true, part == ImmediatePart.Half ? 30 : 29);
        return new()
        {
            Patterns = [new(match, Selector)],
            Fixed = match,
            Mnemonic = name,
            Slots = [Slots.ReadWrite, Slots.Immediate(OperandField.Immediate)],
            Op = op,
            Flags = InstructionFlags.LeavesResult,
            Format = new ImmediateFormat(part),
        };
    }
}

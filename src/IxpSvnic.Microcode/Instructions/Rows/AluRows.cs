using IxpSvnic.Microcode.Instructions.Formats;

namespace IxpSvnic.Microcode.Instructions.Rows;

/// <summary>Top bits 101: alu, bit search and count, CAM, CRC (section 2.5).</summary>
internal static class AluRows
{
    private const ulong Class = 0b101UL << 37;

    private const InstructionFlags Result = InstructionFlags.SetsConditionCodes | InstructionFlags.LeavesResult;

    private static readonly AluFormat TwoSources = new(hasA: true);

    private static readonly AluFormat OneSource = new(hasA: false);

    public static IEnumerable<InstructionRow> All =>
    [
        Move("B", 0, MicroOp.AluB),
        Binary("+", 1, MicroOp.AluAdd, InstructionFlags.Commutative),
        Move("~B", 4, MicroOp.AluNotB),
        Binary("+16", 5, MicroOp.AluAdd16),
        Binary("AND", 8, MicroOp.AluAnd, InstructionFlags.Commutative),
        Binary("+8", 9, MicroOp.AluAdd8),
        Binary("~AND", 12, MicroOp.AluNotAnd),
        Binary("-carry", 13, MicroOp.AluSubCarry),
        Binary("AND~", 16, MicroOp.AluAndNot),
        Binary("+carry", 17, MicroOp.AluAddCarry, InstructionFlags.Commutative),
        Binary("OR", 20, MicroOp.AluOr, InstructionFlags.Commutative),
        Binary("-", 21, MicroOp.AluSub),
        Binary("XOR", 24, MicroOp.AluXor, InstructionFlags.Commutative),
        Binary("B-A", 25, MicroOp.AluReverseSub),
        Row("ffs", 14, MicroOp.Ffs, new AluFormat(false, true, OperandCodes.None10), Result, Slots.Destination, Source),
        Count("pop_count1", 6, MicroOp.PopCount1),
        Count("pop_count2", 7, MicroOp.PopCount2),
        Row(
            "pop_count3", 3, MicroOp.PopCount3, OneSource, InstructionFlags.SetsConditionCodes, Slots.Destination,
            Source),
        CamClear,
        CamLookup,
        Cam("cam_write", 19, MicroOp.CamWrite, new CamWriteFormat(hasTag: true), Entry, Slots.A(name: "tag"), State),
        Cam("cam_write_state", 27, MicroOp.CamWriteState, new CamWriteFormat(hasTag: false), Entry, State),
        Cam("cam_read_tag", 15, MicroOp.CamReadTag, OneSource, Slots.Destination, Entry),
        Cam("cam_read_state", 31, MicroOp.CamReadState, OneSource, Slots.Destination, Entry),
        Crc("crc_be", MicroOp.CrcBe, littleEndian: false),
        Crc("crc_le", MicroOp.CrcLe, littleEndian: true),
    ];

    private static OperandSlot Source => Slots.B(name: "source");

    private static OperandSlot Entry => Slots.B(name: "CAM entry");

    private static OperandSlot State => Slots.Immediate(OperandField.Parameter, "CAM state");

    private static InstructionRow CamClear => new()
    {
        Patterns = [Pattern(11)],
        Fixed = 0xa5b00c0000,
        Mnemonic = "cam_clear",
        Slots = [],
        Op = MicroOp.CamClear,
        Timing = TimingClass.Cam,
        Format = new FixedFormat(),
    };

    private static InstructionRow CamLookup => new()
    {
        Patterns = [Pattern(23)],
        Fixed = Pattern(23).Match,
        Mnemonic = "cam_lookup",
        Slots = [Slots.Destination, Slots.A(name: "source")],
        Options = ["lm_addr0", "lm_addr1"],
        Op = MicroOp.CamLookup,
        Timing = TimingClass.Cam,
        Format = new CamLookupFormat(),
    };

    private static BitPattern Pattern(int operation) =>
        new(Class | WordBits.Place(operation, 31), WordBits.Range(39, 37) | WordBits.Range(35, 31));

    private static InstructionRow Row(
        string name, int operation, MicroOp op, InstructionFormat format, InstructionFlags flags,
        params OperandSlot[] slots) => new()
        {
            Patterns = [Pattern(operation)],
            Fixed = Pattern(operation).Match,
            Mnemonic = name,
            Slots = slots,
            Op = op,
            Flags = flags,
            Format = format,
        };

    private static InstructionRow Move(string word, int operation, MicroOp op) => Row(
        "alu", operation, op, OneSource, Result, Slots.Destination, Slots.Missing, Slots.Keyword(word), Source);

    private static InstructionRow Binary(
        string word, int operation, MicroOp op, InstructionFlags more = InstructionFlags.None) => Row(
        "alu", operation, op, TwoSources, Result | more, Slots.Destination, Slots.A(), Slots.Keyword(word), Slots.B());

    private static InstructionRow Count(string name, int operation, MicroOp op)
    {
        BitPattern pattern = Pattern(operation);
        return new()
        {
            Patterns = [pattern],
            Fixed = pattern.Match | WordBits.Place(OperandCodes.None10, 20),
            Mnemonic = name,
            Slots = [Source],
            Op = op,
            Format = new AluFormat(hasA: false, hasDestination: false),
        };
    }

    private static InstructionRow Cam(
        string name, int operation, MicroOp op, InstructionFormat format, params OperandSlot[] slots) => new()
        {
            Patterns = [Pattern(operation)],
            Fixed = Pattern(operation).Match,
            Mnemonic = name,
            Slots = slots,
            Op = op,
            Timing = TimingClass.Cam,
            Format = format,
        };

    /// <summary>The endianness is in the constant, which the swap bit moves to the other field.</summary>
    private static InstructionRow Crc(string name, MicroOp op, bool littleEndian)
    {
        BitPattern operation = Pattern(18);
        BitPattern natural = new(
            operation.Match | WordBits.Place(0x300, 0) | WordBits.Place(littleEndian, 3),
            operation.Mask | WordBits.Range(30, 30) | WordBits.Place(0x308, 0));
        BitPattern swapped = new(
            operation.Match | WordBits.Place(true, 30) | WordBits.Place(0x300, 10) | WordBits.Place(littleEndian, 13),
            operation.Mask | WordBits.Range(30, 30) | WordBits.Place(0x308, 10));
        return new()
        {
            Patterns = [natural, swapped],
            Fixed = operation.Match,
            Mnemonic = name,
            Slots = [Slots.CrcType, Slots.Destination, Source],
            Options = ["bytes_0_3", "bytes_1_3", "bytes_2_3", "byte_3", "bytes_0_2", "bytes_0_1", "byte_0", "bit_swap"],
            Op = op,
            Timing = TimingClass.Crc,
            Flags = InstructionFlags.SetsConditionCodes,
            Format = new CrcFormat(littleEndian),
        };
    }
}

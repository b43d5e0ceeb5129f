using IxpSvnic.Microcode.Instructions.Formats;
using static IxpSvnic.Microcode.Instructions.InstructionFlags;
using static IxpSvnic.Microcode.Instructions.TransferDirection;

namespace IxpSvnic.Microcode.Instructions.Rows;

/// <summary>I/O commands, bit 39 clear (section 2.13).</summary>
internal static class CommandRows
{
    private const int Sram = 0;
    private const int Scratch = 1;
    private const int Dram = 2;
    private const int Others = 3;
    private const TransferDirection None = TransferDirection.None;
    private const ulong NoSwap = 3UL << 8;

    private static readonly CommandFormat Sum = new(CommandAddress.Sum);

    public static IEnumerable<InstructionRow> All =>
    [
        .. SramCommands, .. ScratchCommands, .. DramCommands, .. MsfCommands, .. PciCommands, .. HashCommands,
        .. CapCommands,
    ];

    private static InstructionRow[] SramCommands =>
    [
        Memory("sram", "read", Sram, 0, CommandToken.Ignored, MicroOp.SramRead, Read, 8, checksErrors: true),
        Memory("sram", "write", Sram, 1, CommandToken.Ignored, MicroOp.SramWrite, Write, 8, checksErrors: true),
        Memory("sram", "swap", Sram, 2, CommandToken.Ignored, MicroOp.SramSwap, ReadWrite, 0, written: 1),
        Memory("sram", "set", Sram, 3, CommandToken.Low0, MicroOp.SramSet, Write, 0),
        Memory("sram", "test_and_set", Sram, 3, CommandToken.Low1, MicroOp.SramTestAndSet, ReadWrite, 0),
        Memory("sram", "clr", Sram, 4, CommandToken.Low0, MicroOp.SramClr, Write, 0),
        Memory("sram", "test_and_clr", Sram, 4, CommandToken.Low1, MicroOp.SramTestAndClr, ReadWrite, 0),
        Memory("sram", "add", Sram, 5, CommandToken.Low0, MicroOp.SramAdd, Write, 0),
        Memory("sram", "test_and_add", Sram, 5, CommandToken.Low1, MicroOp.SramTestAndAdd, ReadWrite, 0),
        Memory("sram", "incr", Sram, 7, CommandToken.Low0, MicroOp.SramIncr, None, 0),
        Memory("sram", "test_and_incr", Sram, 7, CommandToken.Low1, MicroOp.SramTestAndIncr, Read, 0),
        Memory("sram", "decr", Sram, 8, CommandToken.Low0, MicroOp.SramDecr, None, 0),
        Memory("sram", "test_and_decr", Sram, 8, CommandToken.Low1, MicroOp.SramTestAndDecr, Read, 0),
        Memory("sram", "put", Sram, 9, CommandToken.Low0, MicroOp.SramPut, ReadWrite, 8),
        Memory("sram", "get", Sram, 9, CommandToken.Low1, MicroOp.SramGet, Read, 8),
        Memory("sram", "journal", Sram, 10, CommandToken.Low0, MicroOp.SramJournal, Write, 8),
        Memory("sram", "fast_journal", Sram, 10, CommandToken.Low1, MicroOp.SramFastJournal, None, 0),
        Memory("sram", "dequeue", Sram, 11, CommandToken.Ignored, MicroOp.SramDequeue, Read, 0),
        Memory("sram", "enqueue", Sram, 12, CommandToken.Low0, MicroOp.SramEnqueue, None, 0),
        Memory("sram", "enqueue_tail", Sram, 12, CommandToken.Low1, MicroOp.SramEnqueueTail, None, 0),
        Memory("sram", "csr_wr", Sram, 13, CommandToken.Low0, MicroOp.SramCsrWr, Write, 0),
        Memory("sram", "csr_rd", Sram, 13, CommandToken.Low1, MicroOp.SramCsrRd, Read, 0),
        Memory("sram", "wr_qdesc", Sram, 14, CommandToken.High0, MicroOp.SramWrQdesc, None, 0),
        Memory("sram", "wr_qdesc_count", Sram, 14, CommandToken.High1, MicroOp.SramWrQdescCount, None, 0),
        Memory("sram", "rd_qdesc_other", Sram, 15, CommandToken.Exactly(0), MicroOp.SramRdQdescOther, None, 0),
        Memory("sram", "rd_qdesc_tail", Sram, 15, CommandToken.Exactly(1), MicroOp.SramRdQdescTail, None, 8),
        Memory("sram", "rd_qdesc_head", Sram, 15, CommandToken.Exactly(2), MicroOp.SramRdQdescHead, Read, 8),
    ];

    private static InstructionRow[] ScratchCommands =>
    [
        Memory("scratch", "read", Scratch, 0, CommandToken.Ignored, MicroOp.ScratchRead, Read, 8),
        Memory("scratch", "write", Scratch, 1, CommandToken.Ignored, MicroOp.ScratchWrite, Write, 8),
        Memory("scratch", "swap", Scratch, 2, CommandToken.Ignored, MicroOp.ScratchSwap, ReadWrite, 0, written: 1),
        Memory("scratch", "set", Scratch, 3, CommandToken.Low0, MicroOp.ScratchSet, Write, 0),
        Memory("scratch", "test_and_set", Scratch, 3, CommandToken.Low1, MicroOp.ScratchTestAndSet, ReadWrite, 0),
        Memory("scratch", "clr", Scratch, 4, CommandToken.Low0, MicroOp.ScratchClr, Write, 0),
        Memory("scratch", "test_and_clr", Scratch, 4, CommandToken.Low1, MicroOp.ScratchTestAndClr, ReadWrite, 0),
        Memory("scratch", "add", Scratch, 5, CommandToken.Low0, MicroOp.ScratchAdd, Write, 0),
        Memory("scratch", "test_and_add", Scratch, 5, CommandToken.Low1, MicroOp.ScratchTestAndAdd, ReadWrite, 0),
        Memory("scratch", "sub", Scratch, 6, CommandToken.Low0, MicroOp.ScratchSub, Write, 0),
        Memory("scratch", "test_and_sub", Scratch, 6, CommandToken.Low1, MicroOp.ScratchTestAndSub, ReadWrite, 0),
        Memory("scratch", "incr", Scratch, 7, CommandToken.Low0, MicroOp.ScratchIncr, None, 0),
        Memory("scratch", "test_and_incr", Scratch, 7, CommandToken.Low1, MicroOp.ScratchTestAndIncr, Read, 0),
        Memory("scratch", "decr", Scratch, 8, CommandToken.Low0, MicroOp.ScratchDecr, None, 0),
        Memory("scratch", "test_and_decr", Scratch, 8, CommandToken.Low1, MicroOp.ScratchTestAndDecr, Read, 0),
        Memory("scratch", "get", Scratch, 9, CommandToken.Ignored, MicroOp.ScratchGet, Read, 8),
        Memory("scratch", "put", Scratch, 10, CommandToken.Ignored, MicroOp.ScratchPut, Write, 8),
    ];

    private static InstructionRow[] DramCommands =>
    [
        Quad("dram", "read", Dram, 8, CommandToken.Ignored, MicroOp.DramRead, Read, DefaultD | SignalPair, true),
        Quad("dram", "write", Dram, 9, CommandToken.Ignored, MicroOp.DramWrite, Write, DefaultD | SignalPair, true),
        Quad("dram", "rbuf_rd", Dram, 10, CommandToken.Ignored, MicroOp.DramRbufRd, None, DefaultD | SignalPair),
        Quad("dram", "tbuf_wr", Dram, 11, CommandToken.Ignored, MicroOp.DramTbufWr, None, DefaultD | SignalPair),
    ];

    private static InstructionRow[] MsfCommands =>
    [
        Memory("msf", "read", Others, 12, CommandToken.Exactly(0), MicroOp.MsfRead, Read, 8),
        Quad("msf", "read64", Others, 12, CommandToken.Exactly(2), MicroOp.MsfRead64, Read),
        Memory("msf", "write", Others, 13, CommandToken.Exactly(0), MicroOp.MsfWrite, Write, 8),
        Quad("msf", "write64", Others, 13, CommandToken.Exactly(2), MicroOp.MsfWrite64, Write),
        MsfFastWrite,
    ];

    private static InstructionRow[] PciCommands =>
    [
        Memory("pci", "read", Others, 4, CommandToken.Ignored, MicroOp.PciRead, Read, 8),
        Memory("pci", "write", Others, 5, CommandToken.Ignored, MicroOp.PciWrite, Write, 8),
    ];

    private static InstructionRow[] HashCommands =>
    [
        Hash("hash_48", 0, MicroOp.Hash48),
        Hash("hash_64", 1, MicroOp.Hash64),
        Hash("hash_128", 2, MicroOp.Hash128),
    ];

    private static InstructionRow[] CapCommands =>
    [
        CapCsr("read", 0, MicroOp.CapReadCsr, Read),
        CapCsr("write", 1, MicroOp.CapWriteCsr, Write),
        CapFastWrite(2, MicroOp.CapFastWrAlu, Slots.Keyword("ALU"), hasConstant: false),
        CapFastWrite(3, MicroOp.CapFastWrConst, Slots.Immediate(OperandField.Immediate), hasConstant: true),
        Memory("cap", "read", Others, 14, CommandToken.Ignored, MicroOp.CapRead, Read, 8),
        Memory("cap", "write", Others, 15, CommandToken.Ignored, MicroOp.CapWrite, Write, 8),
    ];

    private static InstructionRow MsfFastWrite
    {
        get
        {
            BitPattern pattern = Pattern(Others, 13, CommandToken.Exactly(1));
            return new()
            {
                Patterns = [pattern],
                Fixed = pattern.Match | NoSwap,
                Mnemonic = "msf",
                Slots =
                [
                    Slots.Keyword("fast_wr"), Slots.Transfer(None), Slots.A(OperandWidth.Restricted8Command),
                    Slots.B(OperandWidth.Restricted8Command),
                ],
                Options = ["indirect_ref"],
                Op = MicroOp.MsfFastWr,
                Timing = TimingClass.Command,
                Flags = Commutative | TakesIndirectRef,
                Format = Sum,
            };
        }
    }

    private static BitPattern Pattern(int group, int action, CommandToken token) => new(
        WordBits.Place(group, 36) | WordBits.Place(action, 32) | WordBits.Place(token.Match, 18),
        WordBits.Range(39, 39) | WordBits.Range(37, 32) | WordBits.Place(token.Mask, 18));

    private static InstructionRow Quad(
        string unit, string command, int group, int action, CommandToken token, MicroOp op,
        TransferDirection direction, InstructionFlags more = InstructionFlags.None, bool checksErrors = false) =>
        Memory(unit, command, group, action, token, op, direction, 8, more | CountsQuadwords, checksErrors);

    /// <summary>
    /// A command with an address of two operands; <paramref name="written"/> is a token without meaning.
    /// </summary>
    private static InstructionRow Memory(
        string unit, string command, int group, int action, CommandToken token, MicroOp op,
        TransferDirection direction, int maxCount, InstructionFlags more = InstructionFlags.None,
        bool checksErrors = false, int written = 0)
    {
        BitPattern pattern = Pattern(group, action, token);
        OperandSlot[] count = maxCount == 0 ? [] : [Slots.Count];
        return new()
        {
            Patterns = [pattern],
            Fixed = pattern.Match | WordBits.Place(written, 18),
            Mnemonic = unit,
            Slots =
            [
                Slots.Keyword(command), Slots.Transfer(direction),
                Slots.A(OperandWidth.Restricted8Command, "first address operand"),
                Slots.B(OperandWidth.Restricted8Command, "second address operand"),
                .. count,
            ],
            Options = CommandOptions(checksErrors),
            Op = op,
            Timing = TimingClass.Command,
            Flags = more | Commutative | SignalFlags(direction),
            MaxDefer = 2,
            MaxCount = maxCount,
            Format = Sum,
        };
    }

    private static InstructionRow Hash(string name, int token, MicroOp op)
    {
        // Bit 32 means nothing in this class.
        ulong match = WordBits.Place(0x36, 32) | WordBits.Place(token, 18);
        return new()
        {
            Patterns = [new(match, (WordBits.Range(39, 33) & ~WordBits.Range(38, 38)) | WordBits.Range(19, 18))],
            Fixed = match,
            Mnemonic = name,
            Slots = [Slots.Transfer(ReadWrite), Slots.Count],
            Options = CommandOptions(false),
            Op = op,
            Timing = TimingClass.Command,
            Flags = SignalFlags(ReadWrite),
            MaxDefer = 2,
            MaxCount = 3,
            Format = new CommandFormat(CommandAddress.None),
        };
    }

    private static InstructionRow CapCsr(string command, int action, MicroOp op, TransferDirection direction)
    {
        BitPattern pattern = Pattern(Others, action, CommandToken.Ignored);
        return new()
        {
            Patterns = [pattern],
            Fixed = pattern.Match,
            Mnemonic = "cap",
            Slots = [Slots.Keyword(command), Slots.Transfer(direction), Slots.ChipCsr, Slots.Count],
            Options = CommandOptions(false),
            Op = op,
            Timing = TimingClass.Command,
            Flags = SignalFlags(direction),
            MaxDefer = 2,
            MaxCount = 8,
            Format = new CommandFormat(CommandAddress.ChipCsr),
        };
    }

    private static InstructionRow CapFastWrite(int action, MicroOp op, OperandSlot data, bool hasConstant)
    {
        BitPattern pattern = Pattern(Others, action, CommandToken.Ignored);
        return new()
        {
            Patterns = [pattern],
            Fixed = pattern.Match | NoSwap,
            Mnemonic = "cap",
            Slots = [Slots.Keyword("fast_wr"), data, Slots.ChipCsr],
            Op = op,
            Timing = TimingClass.Command,
            Format = new FastWriteFormat(hasConstant),
        };
    }

    private static string[] CommandOptions(bool checksErrors)
    {
        string[] common = ["ctx_swap", "sig_done", "defer", "indirect_ref", "ind_targets"];
        return checksErrors ? [.. common, "ignore_data_error"] : common;
    }

    /// <summary>Pushed data cannot be used before its signal; a pull and a push have a signal each.</summary>
    private static InstructionFlags SignalFlags(TransferDirection direction) => TakesSignal | TakesIndirectRef
        | direction switch
        {
            Read => NeedsSignal,
            ReadWrite => NeedsSignal | SignalPair,
            _ => InstructionFlags.None,
        };
}

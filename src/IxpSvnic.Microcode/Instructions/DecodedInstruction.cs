using System.Runtime.InteropServices;

namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// One instruction word with every field taken apart and every role resolved: the swap bit is undone, so that
/// <see cref="A"/> and <see cref="B"/> are the operation's own A and B. Fields an instruction does not have are 0.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DecodedInstruction
{
    /// <summary>The 40-bit word as read.</summary>
    public ulong Word { get; init; }

    /// <summary>Index into <see cref="InstructionTable.Rows"/>.</summary>
    public short RowIndex { get; init; }

    public MicroOp Op { get; init; }

    public Operand Dest { get; init; }

    public Operand A { get; init; }

    public Operand B { get; init; }

    /// <summary>What to do with B. For immed only how the value is written: <see cref="Immediate"/> is final.</summary>
    public ShiftKind Shift { get; init; }

    /// <summary>1-31 for the direct kinds, else 0.</summary>
    public byte ShiftAmount { get; init; }

    /// <summary>ld_field: bit 3 is byte 31:24.</summary>
    public byte ByteMask { get; init; }

    /// <summary>The instruction sets condition codes, <c>load_cc</c> taken into account.</summary>
    public bool SetsConditionCodes { get; init; }

    /// <summary>immed family: bits to put into the destination, in place; cap fast_wr: the constant.</summary>
    public uint Immediate { get; init; }

    /// <summary>immed family: bits of the destination that are replaced; all ones for plain immed.</summary>
    public uint ImmediateMask { get; init; }

    /// <summary>Branch, jump base or ctx_arb resume address.</summary>
    public ushort Target { get; init; }

    /// <summary>Deferred instructions, 0-3.</summary>
    public byte Defer { get; init; }

    /// <summary>Branches: pipe stage of the decision; a taken branch loses stage + 2 - defer cycles.</summary>
    public byte Stage { get; init; }

    /// <summary>Context, signal, input state, bit, byte or CAM state number.</summary>
    public byte Parameter { get; init; }

    /// <summary>br=byte: the value compared with.</summary>
    public byte CompareValue { get; init; }

    /// <summary>ctx_arb: bits 1-15 signals, bit 0 voluntary, bit 16 any: the layout of WAKEUP_EVENTS.</summary>
    public uint WakeupMask { get; init; }

    /// <summary>ctx_arb[--]: keep the mask already in WAKEUP_EVENTS.</summary>
    public bool KeepsWakeupMask { get; init; }

    /// <summary>ctx_arb: resume at <see cref="Target"/> when woken.</summary>
    public bool ResumesAtTarget { get; init; }

    /// <summary>ctx_arb[bpt].</summary>
    public bool Breakpoint { get; init; }

    /// <summary>ctx_arb[kill]: "any" of an empty list.</summary>
    public bool IsKill => WakeupMask == 0x10000 && !KeepsWakeupMask && !Breakpoint && Op == MicroOp.CtxArb;

    /// <summary>Local CSR number (address / 4), or chip CSR number for cap.</summary>
    public ushort Csr { get; init; }

    /// <summary>Command: signal number, 0 = none; the first of the pair where the row says so.</summary>
    public byte Signal { get; init; }

    /// <summary>Command: units moved as encoded, 1-8 (hash 1-3); 1 where the row has no count.</summary>
    public byte Count { get; init; }

    /// <summary>Command: the 5-bit transfer field; <see cref="TransferRegister"/> reads it.</summary>
    public byte TransferField { get; init; }

    /// <summary>Command: waits for its signal (<c>ctx_swap</c>).</summary>
    public bool Swaps { get; init; }

    /// <summary>Command: the previous result modifies it.</summary>
    public bool IndirectRef { get; init; }

    public bool IgnoreDataError { get; init; }

    public CrcType CrcType { get; init; }

    public CrcBytes CrcBytes { get; init; }

    /// <summary>crc: reverse the bits inside each byte.</summary>
    public bool BitSwap { get; init; }

    /// <summary>cam_lookup: 0 = no pointer is set, 1 = LM_ADDR_0, 2 = LM_ADDR_1.</summary>
    public byte CamPointer { get; init; }

    /// <summary>cam_lookup: the n of lm_addrX[n], 0-3.</summary>
    public byte CamRecord { get; init; }

    /// <summary>The table row this word matched.</summary>
    public InstructionRow Row => InstructionTable.Rows[RowIndex];

    /// <summary>
    /// The command's first transfer register. With 8 contexts bit 4 of the field selects the type that is not
    /// the command's default; with 4 contexts all five bits are the number.
    /// </summary>
    public Operand TransferRegister(int contexts)
    {
        bool isD = Row.Flags.HasFlag(InstructionFlags.DefaultD);
        int number = TransferField;
        if (contexts != 4)
        {
            isD ^= (number & 0x10) != 0;
            number &= 0xf;
        }

        return new Operand(isD ? OperandKind.DXfer : OperandKind.SXfer, (ushort)number);
    }
}
